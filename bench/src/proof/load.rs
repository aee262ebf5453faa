//! `bench load`: how many webhooks are acknowledged, how fast, at what cost, and whether all arrive.

use super::lag::Lag;
use super::scene::{Crowd, Scene, tell_audit};
use crate::database::Audit;
use crate::load::{Outcome, Pace, Spec};
use crate::machine::{Memory, Profile, Setup, SyncDefault, Usage};
use crate::report::{Count, Report, Size, float};
use anyhow::Result;
use std::time::Duration;

/// The server has started, and nothing happens.
const IDLE: Duration = Duration::from_secs(3);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    /// Webhooks a second, whatever the server does (open loop); without it, as many as it takes
    #[arg(long)]
    pub(crate) rate: Option<u32>,
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
    #[arg(long, default_value_t = 60)]
    pub(crate) seconds: u32,
    /// How many people write
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=150_000))]
    pub(crate) contacts: u32,
    /// Of a hundred webhooks, how many are sent again
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=90))]
    pub(crate) redeliveries: u32,
    /// Of a hundred webhooks, how many are statuses
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=90))]
    pub(crate) statuses: u32,
    /// Say where the CPU time goes, by perf; it costs a little itself
    #[arg(long)]
    pub(crate) profile: bool,
}

/// What the figures must reach; without one they are only told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Goals {
    pub(crate) acknowledged: Option<Count>,
    pub(crate) p99: Option<Duration>,
    pub(crate) lag: Option<Duration>,
    pub(crate) cpu: Option<Count>,
    pub(crate) idle: Option<Size>,
    pub(crate) peak: Option<Size>,
}

impl Options {
    fn spec(&self) -> Spec {
        Spec {
            pace: self
                .rate
                .map_or(Pace::Closed, |per_second| Pace::Open { per_second }),
            connections: self.connections,
            lasting: Duration::from_secs(self.seconds.into()),
            redeliveries: self.redeliveries,
            first: 0,
        }
    }

    fn title(&self) -> String {
        let pace = self.rate.map_or("closed loop".to_owned(), |rate| {
            format!("open loop, {rate} a second")
        });
        format!(
            "Load on {}: {pace} for {} s",
            self.setup.database.name(),
            self.seconds
        )
    }

    fn command(&self) -> String {
        let rate = self
            .rate
            .map_or(String::new(), |rate| format!(" --rate {rate}"));
        let profile = if self.profile { " --profile" } else { "" };
        format!(
            "bench load --database {}{rate} --connections {} --seconds {} --contacts {} --redeliveries {} --statuses {}{profile}",
            self.setup.database.argument(),
            self.connections,
            self.seconds,
            self.contacts,
            self.redeliveries,
            self.statuses
        )
    }
}

/// Everything that was measured.
struct Measured {
    outcome: Outcome,
    lag: Lag,
    drained: Duration,
    usage: Usage,
    idle: Memory,
    after: Memory,
    audit: Audit,
}

pub(crate) async fn run(options: &Options, goals: Goals) -> Result<Report> {
    let crowd = Crowd {
        contacts: options.contacts,
        statuses: options.statuses,
        per_second: options.rate.unwrap_or(10_000),
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::On).await?;
    let profile = options.profile.then(|| profile(&scene)).transpose()?;
    let measured = measure(&scene, options.spec()).await?;
    let mut report = Report::new(options.title(), options.command());
    tell(&mut report, &measured, goals);
    if let Some(profile) = profile {
        report.notes.push(format!(
            "Where the CPU time went:\n\n```text\n{}\n```",
            profile.end()?
        ));
    }
    scene.server.stop()?;
    Ok(report)
}

fn profile(scene: &Scene) -> Result<Profile> {
    Profile::start(|| scene.house.workers(&scene.server))
}

async fn measure(scene: &Scene, spec: Spec) -> Result<Measured> {
    tokio::time::sleep(IDLE).await;
    let idle = scene.server.memory()?;
    let before = scene.house.usage(&scene.server)?;
    let watch = scene.watch().await?;
    let outcome = scene.load(spec)?.finish().await?;
    let drained = scene.drain().await?;
    let lag = watch.end().await?;
    let usage = scene.house.usage(&scene.server)?.since(before);
    let after = scene.server.memory()?;
    let audit = scene.audit(&outcome.acknowledged).await?;
    Ok(Measured {
        outcome,
        lag,
        drained,
        usage,
        idle,
        after,
        audit,
    })
}

fn tell(report: &mut Report, measured: &Measured, goals: Goals) {
    let outcome = &measured.outcome;
    report.at_least(
        "acknowledged a second",
        Count(outcome.rate()),
        goals.acknowledged,
    );
    report.figure("webhooks acknowledged", outcome.waits.len());
    report.measure("to the acknowledgement, p50", outcome.waits.percentile(50));
    report.below(
        "to the acknowledgement, p99",
        outcome.waits.percentile(99),
        goals.p99,
    );
    report.measure("to the acknowledgement, longest", outcome.waits.longest());
    report.figure("errors", outcome.failures());
    report.below(
        "longest lag from the journal to the conversation",
        measured.lag.longest,
        goals.lag,
    );
    report.figure("most rows that waited", measured.lag.rows);
    report.measure(
        "until all were in their conversations, after the last",
        measured.drained,
    );
    tell_audit(report, &measured.audit);
    tell_cost(report, measured, goals);
}

fn tell_cost(report: &mut Report, measured: &Measured, goals: Goals) {
    let Usage {
        server,
        database,
        bench,
        stolen,
        all,
        meta: _,
    } = measured.usage;
    let thousands = float(measured.outcome.waits.len()).max(1.0) / 1_000.0;
    let each = |time: Duration| time.as_secs_f64() / thousands;
    report.below(
        "CPU seconds for 1,000, the database's included",
        Count(each(server + database)),
        goals.cpu,
    );
    report.figure("of these the server's", format!("{:.3}", each(server)));
    report.figure("of these the database's", format!("{:.3}", each(database)));
    report.figure(
        "the generator's own, beside them",
        format!("{:.3}", each(bench)),
    );
    let share = stolen.as_secs_f64() / all.as_secs_f64().max(f64::EPSILON);
    report.figure(
        "of the cores' time, given to others by the machine's host",
        format!("{:.1} %", 100.0 * share),
    );
    report.below("memory, idle", Size(measured.idle.resident), goals.idle);
    report.below("memory, peak", Size(measured.after.peak), goals.peak);
    report.measure("memory, after it", Size(measured.after.resident));
}
