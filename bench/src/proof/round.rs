//! One round of the kill proof: load, a random moment, `kill -9`, and what stood in the files then.

use super::scene::Scene;
use crate::load::{Load, Outcome, Pace, Spec};
use crate::traffic::Dice;
use anyhow::Result;
use std::time::Duration;
use tokio::time::Instant;

/// Longer than any round, which ends by the kill.
const LONG: Duration = Duration::from_mins(2);
/// A backlog that is worth a kill, and how long it may take to build one.
const BACKLOG: i64 = 2_500;
const BUILDING: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// An even load, and the ingest keeps up: the kill falls into its transactions.
    Steady,
    /// Flat out, and the messages' table is held from outside for a moment: the journal is far ahead.
    Backlog,
}

impl Style {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Steady => "steady",
            Self::Backlog => "flat out, backlog",
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) style: Style,
    pub(super) connections: u32,
    pub(super) redeliveries: u32,
    pub(super) first: u32,
}

pub(super) struct Round {
    pub(super) style: Style,
    pub(super) lasted: Duration,
    /// Acknowledged a second until the kill.
    pub(super) rate: f64,
    /// Rows of the journal that were not yet processed at the kill.
    pub(super) waiting: i64,
    /// How long the next start took.
    pub(super) back: Duration,
}

/// Loads the server and kills it. It is not started again.
pub(super) async fn strike(
    scene: &mut Scene,
    plan: Plan,
    dice: &mut Dice,
) -> Result<(Round, Outcome)> {
    let pace = match plan.style {
        Style::Steady => Pace::Open { per_second: 3_000 },
        Style::Backlog => Pace::Closed,
    };
    let spec = Spec {
        pace,
        connections: plan.connections,
        lasting: LONG,
        redeliveries: plan.redeliveries,
        first: plan.first,
    };
    let began = Instant::now();
    let load = scene.load(spec)?;
    match plan.style {
        Style::Steady => {
            tokio::time::sleep(Duration::from_millis(u64::from(500 + dice.below(2_500)))).await;
            scene.server.kill()?;
        }
        Style::Backlog => kill_with_backlog(scene, dice).await?,
    }
    let lasted = began.elapsed();
    let outcome = end(load).await?;
    let waiting = scene
        .house
        .database()
        .await?
        .standing(&scene.ids)
        .await?
        .waiting();
    Ok((
        Round {
            style: plan.style,
            lasted,
            rate: outcome.rate(),
            waiting,
            back: Duration::ZERO,
        },
        outcome,
    ))
}

/// Holds the messages until the journal is ahead; every other time lets the ingest start again
/// just before the kill.
async fn kill_with_backlog(scene: &mut Scene, dice: &mut Dice) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(u64::from(200 + dice.below(800)))).await;
    let mut pen = scene.house.pen().await?;
    pen.hold_messages().await?;
    let mut database = scene.house.database().await?;
    let held = Instant::now();
    while database.standing(&scene.ids).await?.waiting() < BACKLOG && held.elapsed() < BUILDING {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    if dice.strikes(50) {
        pen.close().await?;
        tokio::time::sleep(Duration::from_millis(u64::from(dice.below(60)))).await;
        return scene.server.kill();
    }
    tokio::time::sleep(Duration::from_millis(u64::from(dice.below(300)))).await;
    scene.server.kill()?;
    pen.close().await
}

async fn end(load: Load) -> Result<Outcome> {
    load.stop();
    load.finish().await
}
