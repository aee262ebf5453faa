//! `bench kill-sends`: `kill -9` at random moments while messages are accepted and sent, and a Meta
//! at which much goes wrong.
//!
//! Meta is a process of its own and keeps its own log: it took each message at most once. The database
//! has each exactly once, in a state that is final or explained.

use crate::database::Ids;
use crate::machine::{Setup, SyncDefault};
use crate::report::{Count, Measure, Report};
use crate::sends::{Books, Office, Open, Plan, Stage, Tally};
use crate::traffic::Dice;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;
use tokio::time::Instant;

/// A lease of a process that was killed ends after this, on PostgreSQL.
const LEASE: Duration = Duration::from_secs(20);
/// Statuses that come late, and end a doubt.
const LAST_NEWS: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(20);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rounds: u32,
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) messages: u32,
    /// Conversations that the messages go to
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    pub(crate) conversations: u32,
    /// Messages asked for a second
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rate: u32,
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
    /// Draws the moments again
    #[arg(long)]
    pub(crate) moments: Option<u32>,
}

/// What goes wrong at Meta, and how often. 80007 is not among them: it holds a line for an hour, which
/// is the simulation's to play.
fn faults() -> Vec<(&'static str, Value)> {
    let refused = |code: u32, probability: f64| json!({"target": "messages", "kind": "error", "code": code, "probability": probability});
    let answers = |kind: &str, probability: f64, delay: Option<u32>| json!({"target": "messages", "kind": kind, "probability": probability, "delay_ms": delay});
    let webhooks = |kind: &str, probability: f64, delay: Option<u32>| json!({"target": "webhooks", "kind": kind, "probability": probability, "delay_ms": delay});
    vec![
        ("130429, the line is throttled", refused(130_429, 0.003)),
        ("131056, the pair is throttled", refused(131_056, 0.004)),
        ("131016, status 503", refused(131_016, 0.02)),
        ("131000, status 500", refused(131_000, 0.02)),
        ("taken, and the connection cut", answers("drop", 0.02, None)),
        (
            "taken, answered after 2 s",
            answers("delay", 0.03, Some(2_000)),
        ),
        (
            "taken, answered after 40 s, which nobody waits for",
            answers("delay", 0.002, Some(40_000)),
        ),
        ("statuses told twice", answers("duplicate", 0.03, None)),
        ("webhooks twice", webhooks("duplicate", 0.05, None)),
        ("webhooks out of order", webhooks("reorder", 0.05, None)),
        ("webhooks lost at first", webhooks("drop", 0.05, None)),
        ("webhooks late", webhooks("delay", 0.02, Some(400))),
    ]
}

struct Round {
    lasted: Duration,
    /// What stood in the database when the process was gone.
    left: Open,
    accepted: u32,
    back: Duration,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let mut stage = Stage::open(&options.setup, SyncDefault::Off, options.conversations).await?;
    let mut meta = stage.meta().await?;
    meta.go_wrong(faults().into_iter().map(|(_, fault)| fault).collect())
        .await?;
    let moments = options.moments.unwrap_or_else(std::process::id);
    let mut dice = Dice::new(moments.into());
    let plan = Plan {
        messages: options.messages,
        per_second: Some(options.rate),
        connections: options.connections,
        repeats: 5,
    };
    let office = Office::open(plan, &stage.server.facts, stage.conversations.clone())?;
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        let began = Instant::now();
        let accepted = office.accepted();
        wait_for_a_moment(&stage, &mut dice).await?;
        stage.server.kill()?;
        rounds.push(Round {
            lasted: began.elapsed(),
            left: stage.standing().await?,
            accepted: office.accepted() - accepted,
            back: stage.serve_again().await?,
        });
    }
    let tally = office.close().await?;
    let struck = meta.struck().await?;
    meta.heal().await?;
    let drained = stage.drain().await?;
    let accepted = tally.accepted.iter().map(|(nth, _)| *nth).collect();
    let books = last_books(&stage, &accepted).await?;

    let mut report = Report::new(title(options), command(options, moments));
    tell_clients(&mut report, &tally, options);
    tell_rounds(&mut report, &rounds);
    report.measure(
        "until the rest had come to its end, after the last answer",
        drained,
    );
    tell_books(&mut report, &books);
    tell_faults(&mut report, &struck);
    stage.server.stop()?;
    Ok(report)
}

/// Most kills fall while the line sends; every fourth falls whenever it does, perhaps before that.
async fn wait_for_a_moment(stage: &Stage, dice: &mut Dice) -> Result<()> {
    let random = Duration::from_millis(u64::from(dice.below(2_500)));
    if !dice.strikes(25) {
        let mut meta = stage.meta().await?;
        let before = meta.count().await?;
        let began = Instant::now();
        while meta.count().await? == before && began.elapsed() < LEASE {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
    tokio::time::sleep(random).await;
    Ok(())
}

/// What Meta took may be in doubt until its status has come.
async fn last_books(stage: &Stage, accepted: &BTreeSet<u32>) -> Result<Books> {
    let began = Instant::now();
    loop {
        let log = stage.meta().await?.taken().await?;
        let ids: &Ids = &stage.ids;
        let books = Books::open(&mut stage.house.database().await?, ids, accepted, &log).await?;
        if books.wrong == 0 || began.elapsed() > LAST_NEWS {
            return Ok(books);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn title(options: &Options) -> String {
    format!(
        "Kills while sending on {}: {} times `kill -9` over {} messages",
        options.setup.database.name(),
        options.rounds,
        options.messages
    )
}

fn command(options: &Options, moments: u32) -> String {
    format!(
        "bench kill-sends --database {} --rounds {} --messages {} --conversations {} --rate {} --connections {} --moments {moments}",
        options.setup.database.argument(),
        options.rounds,
        options.messages,
        options.conversations,
        options.rate,
        options.connections
    )
}

fn tell_clients(report: &mut Report, tally: &Tally, options: &Options) {
    report.figure("messages that the API accepted", tally.accepted.len());
    report.figure(
        "requests that nobody answered, and that were made again",
        tally.unanswered,
    );
    report.figure(
        "requests made again although they were answered",
        tally.repeated,
    );
    let refused = usize::try_from(options.messages).unwrap_or(usize::MAX) - tally.accepted.len();
    report.none("messages that were never accepted", refused);
    report.faults.extend(tally.faults.iter().take(20).cloned());
}

fn tell_rounds(report: &mut Report, rounds: &[Round]) {
    let count = |met: &dyn Fn(&Round) -> bool| {
        let count = rounds.iter().filter(|round| met(round)).count();
        Count(u32::try_from(count).unwrap_or(u32::MAX).into())
    };
    // A short series can't choose its moments.
    let wanted = (rounds.len() >= 8).then_some(Count(4.0));
    report.at_least(
        "kills while messages were on their way to Meta",
        count(&|round| round.left.sending > 0),
        wanted,
    );
    report.at_least(
        "kills while messages were being accepted",
        count(&|round| round.accepted > 0),
        wanted,
    );
    let mut table = "| round | killed after | accepted meanwhile | queued | waiting | sending | ready again after |\n|---|---|---|---|---|---|---|".to_owned();
    for (turn, round) in rounds.iter().enumerate() {
        // Writing to memory can't fail.
        let _ = write!(
            table,
            "\n| {} | {} | {} | {} | {} | {} | {} |",
            turn + 1,
            round.lasted.told(),
            round.accepted,
            round.left.queued,
            round.left.waiting,
            round.left.sending,
            round.back.told()
        );
    }
    report.notes.push(table);
}

fn tell_books(report: &mut Report, books: &Books) {
    report.figure("messages that Meta's own log holds", books.taken);
    report.none("messages that Meta took more than once", books.taken_twice);
    report.figure("states in the database", books.told_states());
    report.none("accepted and missing", books.missing);
    report.none("stored twice", books.stored_twice);
    report.none("stored, and nobody asked for it", books.strange);
    report.none(
        "neither final nor explained",
        books.open + books.unexplained,
    );
    report.none("in a state that Meta's log contradicts", books.wrong);
    report.figure("in doubt, with the reason", books.uncertain);
    report.faults.extend(books.causes.iter().cloned());
}

fn tell_faults(report: &mut Report, struck: &[u64]) {
    let mut table = "| what went wrong at Meta | times |\n|---|---|".to_owned();
    for ((name, _), times) in faults().iter().zip(struck) {
        let _ = write!(table, "\n| {name} | {times} |");
    }
    report.notes.push(table);
}
