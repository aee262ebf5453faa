//! The command line: one file a command.

mod app;
mod backup;
mod demo;
mod doctor;
mod keys;
mod migrate;
mod openapi;
mod passphrase;
mod restore;
mod sandbox;
mod serve;
mod user;

use crate::{http_client, logs, wiring};
use clap::{Parser, Subcommand};
use config::{Loaded, Settings};
use services::{Clock, Env};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How long threads that still wait for something may go on when all else has ended.
const LAST_THREADS: Duration = Duration::from_secs(1);

/// Shared inbox for WhatsApp: customers write, a team answers
#[derive(Parser)]
#[command(name = "aldaba", version)]
struct Cli {
    /// Settings file; without one, that of `ALDABA_CONFIG`, or ./aldaba.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run Aldaba
    Serve,
    /// Try it: a simulated Meta, an organization, customers who write
    Demo(demo::Demo),
    /// Run the simulated Meta alone, for a demo that is started with `--sandbox`
    Sandbox(sandbox::Sandbox),
    /// Bring the database to this version's schema
    Migrate,
    /// Copy the installation into a folder, while it runs
    Backup(backup::Backup),
    /// Put a backup into an empty database, with Aldaba stopped
    Restore(restore::Restore),
    /// Show every setting with its source, and check what they name
    Doctor,
    /// People who may sign in
    #[command(subcommand)]
    User(user::User),
    /// The keys that protect secrets in the database
    #[command(subcommand)]
    Keys(keys::Keys),
    /// The installation's own Meta app
    #[command(subcommand)]
    App(app::App),
    /// Print the API's OpenAPI document
    Openapi,
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let done = runtime.map_err(anyhow::Error::from).and_then(|runtime| {
        let done = runtime.block_on(run(cli));
        // Work that a database never answered was given its time; it is taken up at the next start.
        runtime.shutdown_timeout(LAST_THREADS);
        done
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let load = || -> anyhow::Result<Loaded> {
        let loaded = config::load(cli.config.as_deref())?;
        logs::start(&loaded.settings.logs)?;
        Ok(loaded)
    };
    match cli.command {
        Command::Serve => serve::run(load()?.settings).await?,
        Command::Demo(demo) => demo::run(demo, load()?.settings).await?,
        Command::Sandbox(sandbox) => {
            load()?;
            sandbox::run(sandbox).await?;
        }
        Command::Migrate => migrate::run(&load()?.settings).await?,
        Command::Backup(backup) => backup::run(backup, load()?.settings).await?,
        Command::Restore(restore) => restore::run(restore, load()?.settings).await?,
        Command::Doctor => return doctor::run(load()?).await,
        Command::User(user) => user::run(user, load()?.settings).await?,
        Command::Keys(keys) => keys::run(keys, load()?.settings).await?,
        Command::App(app) => app::run(app, load()?.settings).await?,
        Command::Openapi => openapi::run()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What a command needs that works on the data beside a server, or without one.
async fn env(settings: Settings) -> anyhow::Result<Env> {
    let bound = settings.server.listen[0];
    let public_url = settings.server.origin(bound);
    let http = http_client::build()?;
    wiring::env(wiring::Parts {
        settings,
        public_url,
        clock: Clock::System,
        http,
    })
    .await
}
