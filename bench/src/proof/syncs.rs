//! `bench syncs`: disk syncs, counted by strace, against the batches that were acknowledged.
//!
//! On PostgreSQL the database's own default is `synchronous_commit = off`, so that only a server
//! which asks for durable commits gets them.

use super::scene::{Crowd, Scene, tell_audit};
use crate::load::{Pace, Spec};
use crate::machine::{Setup, SyncDefault, Trace};
use crate::report::{Count, Report};
use crate::wire::{Address, Connection, get};
use anyhow::Result;
use std::time::Duration;

/// The histogram of requests a batch; its count is the number of batches.
const BATCHES: &str = "aldaba_journal_batch_requests_count";

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[arg(long, default_value_t = 1_000)]
    pub(crate) rate: u32,
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
    #[arg(long, default_value_t = 10)]
    pub(crate) seconds: u32,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let crowd = Crowd {
        contacts: 5_000,
        statuses: 0,
        per_second: options.rate,
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::Off).await?;
    // What the start itself writes is over.
    tokio::time::sleep(Duration::from_secs(2)).await;
    // On SQLite the server writes; on PostgreSQL its processes do.
    let (processes, file) = match &scene.house.cluster {
        Some(cluster) => (cluster.processes()?, "/pg_wal/"),
        None => (vec![scene.server.pid()], "/journal.db-wal"),
    };
    let trace = Trace::start(&processes)?;
    let before = batches(&scene).await?;
    let spec = Spec {
        pace: Pace::Open {
            per_second: options.rate,
        },
        connections: options.connections,
        lasting: Duration::from_secs(options.seconds.into()),
        redeliveries: 0,
        first: 0,
    };
    let outcome = scene.load(spec)?.finish().await?;
    let batches = batches(&scene).await? - before;
    let syncs = trace.end()?.of(file);
    scene.drain().await?;
    let audit = scene.audit(&outcome.acknowledged).await?;

    let database = options.setup.database.name();
    let command = format!(
        "bench syncs --database {} --rate {} --connections {} --seconds {}",
        options.setup.database.argument(),
        options.rate,
        options.connections,
        options.seconds
    );
    let mut report = Report::new(
        format!("Durability on {database}: syncs against acknowledged batches"),
        command,
    );
    report.figure("webhooks acknowledged", outcome.acknowledged.len());
    report.figure("batches of the journal", batches);
    let name = format!("syncs of `{}`, by strace", file.trim_matches('/'));
    report.at_least(&name, Count(syncs.into()), Some(Count(batches.into())));
    if syncs < batches || batches == 0 {
        report.faults.push(format!(
            "{batches} batches were acknowledged, and {syncs} syncs were made"
        ));
    }
    tell_audit(&mut report, &audit);
    scene.server.stop()?;
    Ok(report)
}

async fn batches(scene: &Scene) -> Result<u32> {
    let address = Address::parse(&scene.server.facts.url)?.at("/metrics");
    let text = get(&mut Connection::open(&address).await?, &address).await?;
    // It is not there before the first batch.
    Ok(count(&text).unwrap_or_default())
}

fn count(metrics: &str) -> Option<u32> {
    let line = metrics.lines().find(|line| line.starts_with(BATCHES))?;
    line.split_whitespace().last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_batches_is_found() {
        let text = "# TYPE aldaba_journal_batch_requests summary\n\
                    aldaba_journal_batch_requests{quantile=\"0.5\"} 3\n\
                    aldaba_journal_batch_requests_sum 90\naldaba_journal_batch_requests_count 31\n";
        assert_eq!(count(text), Some(31));
        assert_eq!(count(""), None);
    }
}
