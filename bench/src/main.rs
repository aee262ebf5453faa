//! The load generator and the proofs: an independent other side that shares no code with the product.
//!
//! It starts the real binary, knocks as Meta does, and counts in the database by its own SQL.

mod clock;
mod database;
mod facts;
mod load;
mod machine;
mod proof;
mod report;
mod seed;
mod sends;
mod traffic;
mod wire;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use report::Report;
use std::io::Write;
use std::process::ExitCode;

/// Measures Aldaba, and proves that it loses nothing
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Webhooks in open or closed loop: rate, latency, cost, lag, and that none is missing
    Load(proof::load::Options),
    /// From the acknowledgement of a webhook to the message on every agent's screen
    Screen(proof::screen::Options),
    /// The list and a thread, with as many conversations as a busy house has
    Open(proof::inbox::Options),
    /// From an answer to Meta's other side: at a pace, or out of a long queue
    Send(proof::send::Options),
    /// `kill -9` at random moments under load: nothing acknowledged is missing or double
    Kill(proof::kill::Options),
    /// `kill -9` at random moments while sending: Meta took each message at most once
    KillSends(proof::kill_sends::Options),
    /// PostgreSQL is away for a while under load: nothing acknowledged is lost
    Outage(proof::outage::Options),
    /// Disk syncs, counted by strace, against the batches that were acknowledged
    Syncs(proof::syncs::Options),
    /// The whole series on both databases, with its figures written to a page
    Prove(proof::prove::Options),
    /// Fill a database with conversations; prints what was written as JSON
    Seed(seed::Options),
}

// One thread: two cores are shared with the server, and a connection costs little.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when this fails.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    let report = match command {
        Command::Load(options) => proof::load::run(&options, proof::load::Goals::default()).await?,
        Command::Screen(options) => proof::screen::run(&options).await?,
        Command::Open(options) => proof::inbox::run(&options).await?,
        Command::Send(options) => proof::send::run(&options).await?,
        Command::Kill(options) => proof::kill::run(&options).await?,
        Command::KillSends(options) => proof::kill_sends::run(&options).await?,
        Command::Outage(options) => proof::outage::run(&options).await?,
        Command::Syncs(options) => proof::syncs::run(&options).await?,
        Command::Prove(options) => return proof::prove::run(&options).await,
        Command::Seed(options) => {
            let seeded = seed::run(&options).await?;
            writeln!(std::io::stdout(), "{}", serde_json::to_string(&seeded)?)?;
            return Ok(());
        }
    };
    tell(&report)
}

fn tell(report: &Report) -> Result<()> {
    writeln!(std::io::stdout(), "{report}")?;
    if !report.faults.is_empty() {
        bail!("what must not happen did: {}", report.faults.join("; "));
    }
    Ok(())
}
