//! What became of an attempt, written down under the epoch that made it.

use super::effects;
use super::step::updated;
use crate::Cx;
use crate::doors::OpenDoor;
use crate::ingest::{apply_early, to_json};
use domain::{DeliveryState, Failure, IdentityId, IdentityKind, Time};
use door::Outcome;
use jiff::SignedDuration;
use std::time::Duration;
use storage::Tx;
use storage::inbox::{Delivery, Identity, IdentityKey};

/// After so many attempts that surely did not reach the provider, the message fails.
const ATTEMPTS: i64 = 6;

/// The failure of a message whose sender was interrupted.
pub(super) fn interrupted() -> String {
    let failure = Failure {
        code: None,
        reason: "interrupted".to_owned(),
        title: "The sending was interrupted".to_owned(),
        details: None,
        retryable: false,
    };
    to_json(&failure).unwrap_or_default()
}

pub(super) async fn record(
    cx: &Cx,
    epoch: i64,
    open: &OpenDoor,
    outcomes: &[(Delivery, Outcome)],
) -> storage::Result<()> {
    let mut tx = cx.begin().await?;
    let ids: Vec<_> = outcomes
        .iter()
        .map(|(delivery, _)| delivery.message_id)
        .collect();
    let mut stored = tx.deliveries().list(&ids).await?;
    for delivery in &mut stored {
        let Some((_, outcome)) = outcomes
            .iter()
            .find(|(sent, _)| sent.message_id == delivery.message_id)
        else {
            continue;
        };
        if delivery.epoch != Some(epoch) {
            // Another owner took over meanwhile and called it uncertain; a status will tell.
            continue;
        }
        apply(cx, &mut tx, open, delivery, outcome).await?;
        tx.emit(cx.event(updated(delivery)));
    }
    tx.deliveries().put(&stored).await?;
    for (delivery, outcome) in outcomes {
        if let Outcome::Failed { failure } | Outcome::Retry { failure, .. } = outcome {
            effects::apply(cx, &mut tx, delivery, failure).await?;
        }
    }
    tx.doors().update_last_outbound(open.id, cx.now).await?;
    tx.commit().await
}

async fn apply(
    cx: &Cx,
    tx: &mut Tx,
    open: &OpenDoor,
    delivery: &mut Delivery,
    outcome: &Outcome,
) -> storage::Result<()> {
    match outcome {
        Outcome::Sent {
            provider_id,
            key,
            wa_id,
            held,
        } => {
            tx.messages()
                .set_provider_id(delivery.message_id, provider_id)
                .await?;
            tx.message_keys(delivery.line_id)
                .insert(key, delivery.message_id)
                .await?;
            delivery.reach(DeliveryState::Sent, cx.now);
            delivery.failure = held.as_ref().and_then(|word| to_json(&held_back(word)));
            apply_early(cx, tx, delivery, key).await?;
            if let Some(wa_id) = wa_id {
                learn_number(cx, tx, delivery, wa_id).await?;
            }
        }
        // A status may have told more than our own attempt knows.
        _ if delivery.state != DeliveryState::Sending => {}
        Outcome::Retry { failure, after } if delivery.attempts < ATTEMPTS => {
            delivery.state = DeliveryState::Queued;
            let known = failure.code.and_then(|code| open.door.explain(code));
            let grows = known.is_some_and(|it| it.pause_grows);
            delivery.due_at = due(cx.now, delivery.attempts, *after, grows);
            delivery.failure = to_json(failure);
        }
        Outcome::Retry { failure, .. } | Outcome::Failed { failure } => {
            delivery.reach(DeliveryState::Failed, cx.now);
            delivery.failure = to_json(failure);
        }
        Outcome::Uncertain { failure } => {
            delivery.state = DeliveryState::Uncertain;
            delivery.failure = to_json(failure);
        }
    }
    metrics::counter!("aldaba_deliveries_total", "state" => delivery.state.as_str()).increment(1);
    Ok(())
}

/// The provider has it, and keeps it for now; whatever status comes next ends that.
fn held_back(word: &str) -> Failure {
    Failure {
        code: None,
        reason: word.to_owned(),
        title: "The message is held back".to_owned(),
        details: None,
        retryable: false,
    }
}

/// 1, 2, 4 … seconds, or what the provider asked for: the same each time, or its powers (4, 16, 64 …).
fn due(now: Time, attempts: i64, after: Option<Duration>, grows: bool) -> Time {
    let nth = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1);
    let pause = match after {
        None => Duration::from_secs(2_u64.saturating_pow(nth - 1)),
        Some(after) if grows => Duration::from_secs(after.as_secs().saturating_pow(nth)),
        Some(after) => after,
    };
    now.plus(SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_hours(1)))
}

/// The provider knows the number in another form than the person who typed it.
async fn learn_number(
    cx: &Cx,
    tx: &mut Tx,
    delivery: &Delivery,
    wa_id: &str,
) -> storage::Result<()> {
    let key = IdentityKey {
        kind: IdentityKind::Phone,
        scope: String::new(),
        value: wa_id.to_owned(),
    };
    if !tx
        .identities()
        .list_by_key(std::slice::from_ref(&key))
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let contact = tx
        .conversations()
        .get(delivery.conversation_id)
        .await?
        .contact_id;
    let identity = Identity {
        id: IdentityId::new(),
        contact,
        key,
        created_at: cx.now,
    };
    tx.identities().insert(&[identity]).await
}
