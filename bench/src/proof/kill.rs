//! `bench kill`: `kill -9` at random moments under load, again and again on the same data.
//!
//! What was acknowledged before any of the kills must be there in the end, once.

use super::round::{Plan, Round, Style, strike};
use super::scene::{Crowd, Scene, tell_audit};
use crate::machine::{Setup, SyncDefault};
use crate::report::{Count, Measure, Report};
use crate::traffic::Dice;
use anyhow::Result;
use std::fmt::Write;

/// Rows not yet processed that make a kill a hard one, and how many of the kills must be.
const WAITING: i64 = 1_000;
const HARD: u32 = 5;
/// Acknowledged a second, at least, until each kill.
const RATE: Count = Count(2_000.0);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rounds: u32,
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: u32,
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=90))]
    pub(crate) redeliveries: u32,
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=150_000))]
    pub(crate) contacts: u32,
    /// Draws the moments again
    #[arg(long)]
    pub(crate) moments: Option<u32>,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let crowd = Crowd {
        contacts: options.contacts,
        statuses: 0,
        per_second: 3_000,
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::Off).await?;
    let moments = options.moments.unwrap_or(scene.traffic.run.0);
    let mut dice = Dice::new(moments.into());
    let mut rounds: Vec<Round> = Vec::new();
    let mut acknowledged: Vec<u32> = Vec::new();
    let mut next = 0;
    for turn in 0..options.rounds {
        let style = if turn % 2 == 0 {
            Style::Steady
        } else {
            Style::Backlog
        };
        let plan = Plan {
            style,
            connections: options.connections,
            redeliveries: options.redeliveries,
            first: next,
        };
        let (mut round, outcome) = strike(&mut scene, plan, &mut dice).await?;
        round.back = scene.restart()?;
        next = outcome.issued;
        acknowledged.extend(outcome.acknowledged);
        rounds.push(round);
    }
    let drained = scene.drain().await?;
    let audit = scene.audit(&acknowledged).await?;

    let mut report = Report::new(title(options), command(options, moments));
    report.figure(
        "webhooks acknowledged, redeliveries included",
        acknowledged.len(),
    );
    tell_rounds(&mut report, &rounds);
    report.measure("until the rest was worked, after the last start", drained);
    tell_audit(&mut report, &audit);
    scene.server.stop()?;
    Ok(report)
}

fn title(options: &Options) -> String {
    format!(
        "Kills on {}: {} times `kill -9` under load",
        options.setup.database.name(),
        options.rounds
    )
}

fn command(options: &Options, moments: u32) -> String {
    format!(
        "bench kill --database {} --rounds {} --connections {} --redeliveries {} --contacts {} --moments {moments}",
        options.setup.database.argument(),
        options.rounds,
        options.connections,
        options.redeliveries,
        options.contacts
    )
}

fn tell_rounds(report: &mut Report, rounds: &[Round]) {
    let slowest = rounds
        .iter()
        .map(|round| round.rate)
        .fold(f64::INFINITY, f64::min);
    report.at_least(
        "acknowledged a second until the kill, in the slowest round",
        Count(slowest),
        Some(RATE),
    );
    let hard = rounds
        .iter()
        .filter(|round| round.waiting >= WAITING)
        .count();
    let hard = u32::try_from(hard).unwrap_or(u32::MAX);
    // A short series can't have as many.
    let wanted = u32::try_from(rounds.len()).map_or(HARD, |count| HARD.min(count / 4));
    report.at_least(
        "kills with 1,000 rows or more not yet processed",
        Count(hard.into()),
        Some(Count(wanted.into())),
    );
    if hard < wanted {
        report.faults.push(format!(
            "only {hard} kills fell on 1,000 rows not yet processed"
        ));
    }
    let mut table = "| round | load | killed after | acknowledged a second | rows waiting | ready again after |\n|---|---|---|---|---|---|".to_owned();
    for (turn, round) in rounds.iter().enumerate() {
        // Writing to memory can't fail.
        let _ = write!(
            table,
            "\n| {} | {} | {:.2} s | {:.0} | {} | {} |",
            turn + 1,
            round.style.name(),
            round.lasted.as_secs_f64(),
            round.rate,
            round.waiting,
            round.back.told()
        );
    }
    report.notes.push(table);
}
