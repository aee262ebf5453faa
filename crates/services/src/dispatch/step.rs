//! One round of a line's dispatcher: claim, hand over, record.

use super::outcome;
use crate::doors::{OpenDoor, open_door};
use crate::leases::Held;
use crate::{Cx, Env};
use domain::{DoorState, EventKind, IdentityKind, LineId, Time};
use door::{Outbound, Outcome, Recipient};
use jiff::SignedDuration;
use std::time::Duration;
use storage::Tx;
use storage::inbox::{Claim, Delivery};

/// Messages handed over at once, each of another conversation.
const AT_ONCE: i64 = 16;
/// An earlier message that is due this soon holds the later ones of its conversation; one that
/// cools for hours holds nobody.
const HOLDS: SignedDuration = SignedDuration::from_secs(60);
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
    let claim = Claim {
        now: cx.now,
        horizon: cx.now.plus(HOLDS),
        doubt_from: cx.now.minus(HOLDS),
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
        let outbound = outbound(&mut tx, &delivery).await?;
        letters.push((delivery, outbound));
    }
    tx.commit().await?;
    let handed_over = letters.len();
    let outcomes =
        futures_util::future::join_all(letters.into_iter().map(|letter| hand_over(&open, letter)))
            .await;
    record(env, held, &open, outcomes).await?;
    Ok(Round {
        handed_over,
        next_due: Some(cx.now),
    })
}

async fn hand_over(open: &OpenDoor, letter: (Delivery, Outbound)) -> (Delivery, Outcome) {
    let (delivery, outbound) = letter;
    let started = std::time::Instant::now();
    let outcome = open.door.send(&open.access, &outbound).await;
    metrics::histogram!("aldaba_send_seconds").record(started.elapsed().as_secs_f64());
    (delivery, outcome)
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

/// The message as the door wants it.
async fn outbound(tx: &mut Tx, delivery: &Delivery) -> storage::Result<Outbound> {
    let message = tx.messages().get(delivery.message_id).await?;
    let conversation = tx.conversations().get(delivery.conversation_id).await?;
    let identities = tx.identities().list_of(conversation.contact_id).await?;
    let value = |kind| {
        identities
            .iter()
            .find(|identity| identity.key.kind == kind)
            .map(|identity| identity.key.value.clone())
    };
    let reply_to = match message.reply_to_id {
        Some(quoted) => tx.messages().get(quoted).await?.provider_id,
        None => None,
    };
    let content: serde_json::Value = message
        .content
        .as_deref()
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    Ok(Outbound {
        id: message.id,
        to: Recipient {
            wa_id: value(IdentityKind::Phone),
            bsuid: value(IdentityKind::Bsuid),
        },
        text: message.text.unwrap_or_default(),
        preview_url: content["preview_url"].as_bool().unwrap_or_default(),
        reply_to,
    })
}

pub(super) const fn updated(delivery: &Delivery) -> EventKind {
    EventKind::MessageUpdated {
        message_id: delivery.message_id,
        conversation_id: delivery.conversation_id,
    }
}
