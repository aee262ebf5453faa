//! `bench outage`: PostgreSQL is away for a while under load; nothing acknowledged is lost.

use super::scene::{Crowd, Scene, tell_audit};
use crate::load::{Load, Pace, Spec};
use crate::machine::{Cluster, Kind, Setup, SyncDefault};
use crate::report::Report;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Load before and after the outage.
const BEFORE: Duration = Duration::from_secs(5);
const AFTER: Duration = Duration::from_secs(15);
/// Answers that were on their way when the database went.
const ON_THEIR_WAY: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_mins(10);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    /// How long PostgreSQL is away
    #[arg(long, default_value_t = 30)]
    pub(crate) seconds: u32,
    #[arg(long, default_value_t = 2_000)]
    pub(crate) rate: u32,
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
}

/// What was seen from outside.
struct Seen {
    acknowledged: usize,
    refused: usize,
    back: Duration,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let setup = Setup {
        database: Kind::Postgres,
        ..options.setup.clone()
    };
    let crowd = Crowd {
        contacts: 5_000,
        statuses: 0,
        per_second: options.rate,
    };
    let mut scene = Scene::open(&setup, crowd, SyncDefault::Off).await?;
    let cluster = scene
        .house
        .cluster
        .clone()
        .context("this proof needs PostgreSQL")?;
    let load = scene.load(Spec {
        pace: Pace::Open {
            per_second: options.rate,
        },
        connections: options.connections,
        lasting: LONG,
        redeliveries: 30,
        first: 0,
    })?;
    tokio::time::sleep(BEFORE).await;
    let seen = interrupt(&load, &cluster, Duration::from_secs(options.seconds.into())).await?;
    tokio::time::sleep(AFTER).await;
    load.stop();
    let outcome = load.finish().await?;
    let drained = scene.drain().await?;
    let audit = scene.audit(&outcome.acknowledged).await?;

    let mut report = Report::new(options.title(), options.command());
    seen.tell(&mut report);
    report.figure("webhooks acknowledged in all", outcome.acknowledged.len());
    report.figure("answers that were no acknowledgement", outcome.failures());
    report.measure(
        "until all were in their conversations, after the load",
        drained,
    );
    tell_audit(&mut report, &audit);
    scene.server.stop()?;
    Ok(report)
}

impl Options {
    fn title(&self) -> String {
        format!("PostgreSQL away for {} s under load", self.seconds)
    }

    fn command(&self) -> String {
        format!(
            "bench outage --seconds {} --rate {} --connections {}",
            self.seconds, self.rate, self.connections
        )
    }
}

impl Seen {
    fn tell(&self, report: &mut Report) {
        report.figure("answers of 500 and above meanwhile", self.refused);
        if self.refused == 0 {
            let fault = "the server refused nothing while its database was away";
            report.faults.push(fault.to_owned());
        }
        report.none("acknowledged meanwhile", self.acknowledged);
        report.measure(
            "until the next acknowledgement, after its return",
            self.back,
        );
    }
}

async fn interrupt(load: &Load, cluster: &Arc<Cluster>, lasting: Duration) -> Result<Seen> {
    // Other programs run beside this thread, on which the load runs.
    let away = Arc::clone(cluster);
    tokio::task::spawn_blocking(move || away.halt()).await??;
    tokio::time::sleep(ON_THEIR_WAY).await;
    let (acknowledged, refused) = (load.acknowledged(), load.refused());
    tokio::time::sleep(lasting).await;
    let meanwhile = (load.acknowledged() - acknowledged, load.refused() - refused);
    let returning = Arc::clone(cluster);
    tokio::task::spawn_blocking(move || returning.resume()).await??;
    let (returned, before) = (Instant::now(), load.acknowledged());
    while load.acknowledged() == before && returned.elapsed() < LONG {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(Seen {
        acknowledged: usize::try_from(meanwhile.0)?,
        refused: usize::try_from(meanwhile.1)?,
        back: returned.elapsed(),
    })
}
