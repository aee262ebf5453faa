//! One round of a line's dispatcher: claim, hand over, record.

use super::files;
use super::letter::Letter;
use super::outcome;
use crate::doors::{OpenDoor, open_door};
use crate::leases::Held;
use crate::{Cx, Env};
use domain::{DoorState, EventKind, LineId, Time};
use door::Outcome;
use jiff::SignedDuration;
use std::time::Duration;
use storage::inbox::{Claim, Delivery};

/// Messages handed over at once, each of another conversation.
const AT_ONCE: i64 = 16;
/// An earlier message that is due this soon holds the later ones of its conversation, which would
/// only meet the same; one that cools for hours holds nobody.
const HOLDS: SignedDuration = SignedDuration::from_mins(20);
/// One whose fate is not known holds them this long.
const DOUBT: SignedDuration = SignedDuration::from_secs(60);
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(1);
/// What others changed meanwhile is found by the next try.
const CONFLICTS: usize = 5;
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub handed_over: usize,
    /// When the line has something to do next.
    pub next_due: Option<Time>,
}

/// A new owner of the line: what the one before was sending may or may not have gone out.
pub async fn take_over(env: &Env, line: LineId, held: Held) -> storage::Result<usize> {
    let cx = Cx::system(env, held.organization);
    let failure = outcome::interrupted();
    let mut tx = cx.begin().await?;
    let doubted = tx.deliveries().doubt(line, held.epoch, &failure).await?;
    for delivery in &doubted {
        tx.emit(cx.event(updated(delivery)));
    }
    tx.commit().await?;
    Ok(doubted.len())
}

pub async fn step(env: &Env, line: LineId, held: Held) -> storage::Result<Round> {
    let cx = Cx::system(env, held.organization);
    let mut tx = cx.begin().await?;
    // Nothing leaves through a door that is shut, or that somebody must mend first; what is queued
    // waits.
    let open = open_door(env, &mut tx, line).await?;
    let Some(open) = open.filter(|open| open.state != DoorState::NeedsAttention) else {
        return Ok(Round {
            handed_over: 0,
            next_due: None,
        });
    };
    let pause = tx.holds().find(open.id).await?;
    if let Some(pause) = pause.filter(|pause| pause.until > cx.now) {
        return Ok(Round {
            handed_over: 0,
            next_due: Some(pause.until),
        });
    }
    let claim = Claim {
        now: cx.now,
        horizon: cx.now.plus(HOLDS),
        doubt_from: cx.now.minus(DOUBT),
        limit: AT_ONCE,
    };
    let claimed = tx.deliveries().claim(line, held.epoch, claim).await?;
    if claimed.is_empty() {
        // What is due and was not claimed waits for an earlier one of its conversation.
        let soon = cx.now.plus(LOOK_AGAIN);
        let next_due = tx.deliveries().next_due(line).await?;
        let next_due = next_due.map(|due| due.max(soon));
        return Ok(Round {
            handed_over: 0,
            next_due,
        });
    }
    let mut letters = Vec::with_capacity(claimed.len());
    for delivery in claimed {
        letters.push(Letter::read(&mut tx, &open, delivery).await?);
    }
    tx.commit().await?;
    let handed_over = letters.len();
    let outcomes = futures_util::future::join_all(
        letters
            .into_iter()
            .map(|letter| hand_over(&cx, &open, letter)),
    )
    .await;
    record(env, held, &open, outcomes).await?;
    Ok(Round {
        handed_over,
        next_due: Some(cx.now),
    })
}

async fn hand_over(cx: &Cx, open: &OpenDoor, mut letter: Letter) -> (Delivery, Outcome) {
    let line = letter.delivery.line_id;
    if let Err(outcome) = files::provide(cx, line, open, &mut letter.fields).await {
        return (letter.delivery, outcome);
    }
    let outbound = match letter.outbound() {
        Ok(outbound) => outbound,
        Err(failure) => return (letter.delivery, Outcome::Failed { failure }),
    };
    let started = std::time::Instant::now();
    let outcome = open.door.send(&open.access, &outbound).await;
    metrics::histogram!("aldaba_send_seconds").record(started.elapsed().as_secs_f64());
    (letter.delivery, outcome)
}

/// Records the outcomes. What was handed over must be written down: while the database is away this
/// waits for it, since forgetting would make every one of them uncertain.
async fn record(
    env: &Env,
    held: Held,
    open: &OpenDoor,
    outcomes: Vec<(Delivery, Outcome)>,
) -> storage::Result<()> {
    let mut conflicts = 0;
    loop {
        let cx = Cx::system(env, held.organization);
        match outcome::record(&cx, held.epoch, open, &outcomes).await {
            Err(storage::Error::Conflict(why)) if conflicts < CONFLICTS => {
                conflicts += 1;
                tracing::debug!(why, "outcomes met another change; trying again");
            }
            Err(error) if error.is_unavailable() => {
                tracing::warn!(error = %error, "outcomes can't be recorded yet; trying again");
                tokio::time::sleep(PAUSE_AFTER_ERROR).await;
            }
            other => return other,
        }
    }
}

pub(super) const fn updated(delivery: &Delivery) -> EventKind {
    EventKind::MessageUpdated {
        message_id: delivery.message_id,
        conversation_id: delivery.conversation_id,
    }
}
