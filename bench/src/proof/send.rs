//! `bench send`: from an answer over the API to Meta's other side, at a pace or out of a long queue.
//!
//! Meta is a process of its own, and its log says when it took what.

use crate::clock;
use crate::load::Latency;
use crate::machine::{Memory, Setup, SyncDefault, Usage};
use crate::report::{Count, Report, Size, float};
use crate::sends::{Books, Office, Plan, Stage, Taken, Tally, fullest_second};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const SOON: Duration = Duration::from_millis(50);
/// A busy team's pace, at which an answer is soon at Meta's side.
const CALM: u32 = 50;
/// Of the line's limit, what must be used.
const USED: f64 = 0.95;
/// How long a long queue is watched.
const WATCHED: u32 = 60;
/// What is sent while the queue is filled comes on top.
const FILLING: u32 = 60;
/// A conversation's messages are a second apart, and 45 may come at once.
const EACH: u32 = 10;

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    /// Messages asked for a second, in open loop
    #[arg(long, default_value_t = CALM, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rate: u32,
    /// For how long
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) seconds: u32,
    /// What Meta lets pass on the line in a second
    #[arg(long, default_value = "80", value_parser = ["80", "1000"])]
    pub(crate) limit: String,
    /// Instead of a pace: so many messages wait in the queue, and the line is watched for a minute
    #[arg(long)]
    pub(crate) queued: Option<u32>,
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
    /// Where the CPU time goes, by perf
    #[arg(long)]
    pub(crate) profile: bool,
}

impl Options {
    fn limit(&self) -> u32 {
        if self.limit == "1000" { 1_000 } else { 80 }
    }

    fn messages(&self) -> u32 {
        match self.queued {
            Some(queued) => queued + self.limit() * FILLING,
            None => self.rate * self.seconds,
        }
    }

    fn title(&self) -> String {
        let database = self.setup.database.name();
        match self.queued {
            Some(queued) => format!(
                "Sending on {database}: {queued} in the queue, at a limit of {}",
                self.limit
            ),
            None => format!(
                "Sending on {database}: {} a second for {} s, at a limit of {}",
                self.rate, self.seconds, self.limit
            ),
        }
    }

    fn command(&self) -> String {
        let what = match self.queued {
            Some(queued) => format!("--queued {queued}"),
            None => format!("--rate {} --seconds {}", self.rate, self.seconds),
        };
        format!(
            "bench send --database {} {what} --limit {} --connections {}",
            self.setup.database.argument(),
            self.limit,
            self.connections
        )
    }
}

/// What both ways of measuring find.
struct Measured {
    tally: Tally,
    log: Vec<Taken>,
    usage: Usage,
    idle: Memory,
    after: Memory,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let customers = (options.messages() / EACH).clamp(50, 5_000);
    let mut stage = Stage::open(&options.setup, SyncDefault::On, customers).await?;
    if options.limit() == 1_000 {
        stage.raise_limit().await?;
    }
    let mut report = Report::new(options.title(), options.command());
    let profile = options.profile.then(|| stage.profile()).transpose()?;
    match options.queued {
        Some(queued) => drain_a_queue(options, &mut stage, queued, &mut report).await?,
        None => keep_a_pace(options, &mut stage, &mut report).await?,
    }
    if let Some(profile) = profile {
        let told = profile.end()?;
        let note = format!("Where the CPU time went:\n\n```text\n{told}\n```");
        report.notes.push(note);
    }
    Ok(report)
}

fn plan(options: &Options, per_second: Option<u32>) -> Plan {
    Plan {
        messages: options.messages(),
        per_second,
        connections: options.connections,
        repeats: 0,
    }
}

async fn keep_a_pace(options: &Options, stage: &mut Stage, report: &mut Report) -> Result<()> {
    let idle = stage.server.memory()?;
    let before = stage.house.usage(&stage.server)?;
    let plan = plan(options, Some(options.rate));
    let office = Office::open(plan, &stage.server.facts, stage.conversations.clone())?;
    let tally = office.close().await?;
    let drained = stage.drain().await?;
    let usage = stage.house.usage(&stage.server)?.since(before);
    let measured = Measured {
        tally,
        log: stage.meta().await?.taken().await?,
        usage,
        idle,
        after: stage.server.memory()?,
    };
    let accepted: BTreeSet<u32> = measured
        .tally
        .accepted
        .iter()
        .map(|(nth, _)| *nth)
        .collect();
    let mut database = stage.house.database().await?;
    let books = Books::open(&mut database, &stage.ids, &accepted, &measured.log).await?;
    tell_waits(report, options, &measured);
    tell_rate(report, options, &measured.log);
    report.measure("until the queue was empty, after the last answer", drained);
    report.none("messages that Meta took more than once", books.taken_twice);
    report.none("accepted and missing", books.missing);
    report.none(
        "messages that were never accepted",
        missing(options, &measured.tally),
    );
    report
        .faults
        .extend(measured.tally.faults.iter().take(20).cloned());
    tell_cost(report, &measured, measured.log.len());
    stage.server.stop()
}

fn missing(options: &Options, tally: &Tally) -> usize {
    let asked = usize::try_from(options.messages()).unwrap_or(usize::MAX);
    asked - tally.accepted.len()
}

fn tell_waits(report: &mut Report, options: &Options, measured: &Measured) {
    let Measured { tally, log, .. } = measured;
    let taken: BTreeMap<u32, i64> = log
        .iter()
        .filter_map(|taken| Some((taken.nth?, taken.at)))
        .collect();
    let mut arrived = Latency::default();
    for (nth, due) in &tally.accepted {
        if let Some(at) = taken.get(nth) {
            let millis = u64::try_from(at - due).unwrap_or_default();
            arrived.push(Duration::from_millis(millis));
        }
    }
    arrived.sort();
    report.measure("to the API's answer, p50", tally.waits.percentile(50));
    report.measure("to the API's answer, p99", tally.waits.percentile(99));
    report.figure("requests that nobody answered", tally.unanswered);
    report.measure("until Meta's side has it, p50", arrived.percentile(50));
    let soon = (options.rate <= CALM).then_some(SOON);
    report.below(
        "until Meta's side has it, p99",
        arrived.percentile(99),
        soon,
    );
}

/// How fast Meta took them, and never too fast.
fn tell_rate(report: &mut Report, options: &Options, log: &[Taken]) {
    let limit = usize::try_from(options.limit()).unwrap_or(usize::MAX);
    let lasted = match (log.first(), log.last()) {
        (Some(first), Some(last)) => last.at - first.at,
        _ => 0,
    };
    let millis = u32::try_from(lasted).unwrap_or(u32::MAX).max(1);
    let rate = float(log.len()) * 1_000.0 / f64::from(millis);
    // A pace below the limit does not use it.
    let goal = (options.rate >= options.limit()).then(|| Count(f64::from(options.limit()) * USED));
    report.at_least("taken by Meta in a second", Count(rate), goal);
    tell_fullest(report, log, limit);
}

fn tell_fullest(report: &mut Report, log: &[Taken], limit: usize) {
    let fullest = fullest_second(log);
    report.figure("taken in the fullest second of all", fullest);
    let over = fullest.saturating_sub(limit);
    report.none("of these more than the line's limit", over);
}

async fn drain_a_queue(
    options: &Options,
    stage: &mut Stage,
    queued: u32,
    report: &mut Report,
) -> Result<()> {
    let office = Office::open(
        plan(options, None),
        &stage.server.facts,
        stage.conversations.clone(),
    )?;
    let tally = office.close().await?;
    let standing = stage.standing().await?;
    let (idle, began) = (stage.server.memory()?, clock::millis());
    let before = stage.house.usage(&stage.server)?;
    let mut largest = idle.resident;
    for _ in 0..WATCHED {
        tokio::time::sleep(Duration::from_secs(1)).await;
        largest = largest.max(stage.server.memory()?.resident);
    }
    let until = began + 1_000 * i64::from(WATCHED);
    let usage = stage.house.usage(&stage.server)?.since(before);
    let log = stage.meta().await?.taken().await?;
    // All of them: a second may be too full while the queue is filled as well.
    tell_fullest(
        report,
        &log,
        usize::try_from(options.limit()).unwrap_or(usize::MAX),
    );
    let watched = |taken: &&Taken| (began..until).contains(&taken.at);
    let count = log.iter().filter(watched).count();
    let goal = f64::from(options.limit()) * USED;
    report.at_least(
        "taken by Meta in a second, over a minute",
        Count(float(count) / f64::from(WATCHED)),
        Some(Count(goal)),
    );
    report.at_least(
        "in the queue when the minute began",
        Count(u32::try_from(standing.queued + standing.waiting)?.into()),
        Some(Count(queued.into())),
    );
    report.none(
        "messages that were never accepted",
        missing(options, &tally),
    );
    let measured = Measured {
        tally,
        log,
        usage,
        idle,
        after: stage.server.memory()?,
    };
    tell_cost(report, &measured, count);
    // A tenth more, and a few pages, is no growth.
    report.below(
        "memory, the most within the minute",
        Size(largest),
        Some(Size(idle.resident + idle.resident / 10)),
    );
    stage.server.kill()
}

fn tell_cost(report: &mut Report, measured: &Measured, messages: usize) {
    let usage = measured.usage;
    let thousands = float(messages).max(1.0) / 1_000.0;
    let each = |time: Duration| format!("{:.3}", time.as_secs_f64() / thousands);
    let (server, database) = (usage.server, usage.database);
    report.figure(
        "CPU seconds for 1,000, the database's included, from the API to the last status",
        each(server + database),
    );
    report.figure("of these the server's", each(server));
    report.figure("of these the database's", each(database));
    report.figure("the simulated Meta's, beside them", each(usage.meta));
    report.figure("the generator's own, beside them", each(usage.bench));
    let share = usage.stolen.as_secs_f64() / usage.all.as_secs_f64().max(f64::EPSILON);
    report.figure(
        "of the cores' time, given to others by the machine's host",
        format!("{:.1} %", 100.0 * share),
    );
    report.measure("memory, at the start", Size(measured.idle.resident));
    report.measure("memory, peak", Size(measured.after.peak));
}
