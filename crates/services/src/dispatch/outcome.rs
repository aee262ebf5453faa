//! What became of an attempt, written down under the epoch that made it.

use super::pace::{self, Answered};
use super::step::{Handed, updated};
use super::{effects, jitter};
use crate::Cx;
use crate::doors::OpenDoor;
use crate::ingest::{apply_early, to_json};
use crate::routing::ledger;
use domain::backoff::Asked;
use domain::{
    Breaker, ConversationId, DeliveryState, DoorId, EventKind, Failure, IdentityId, IdentityKind,
    MessageId, Time,
};
use door::{Effect, Explanation, Outcome};
use jiff::SignedDuration;
use std::collections::HashMap;
use storage::Tx;
use storage::inbox::{Delivery, Identity, IdentityKey};

/// For so long a message is tried that the provider surely never took.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
/// The longest limit is that of offers to one person, a day each time.
const PATIENCE_WITH_LIMITS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The failure of a message whose sender was interrupted.
pub(super) fn interruption() -> Failure {
    Failure {
        code: None,
        reason: "interrupted".to_owned(),
        title: "The sending was interrupted".to_owned(),
        details: None,
        retryable: false,
    }
}

pub(super) fn interrupted() -> String {
    to_json(&interruption()).unwrap_or_default()
}

pub(super) fn stored(failure: &Failure) -> Option<String> {
    to_json(failure)
}

pub(super) async fn record(cx: &Cx, epoch: i64, handed: &[Handed]) -> storage::Result<()> {
    let mut tx = cx.begin().await?;
    let ids: Vec<_> = handed.iter().map(|it| it.delivery.message_id).collect();
    let by_id: HashMap<MessageId, &Handed> = ids.iter().copied().zip(handed).collect();
    let mut stored = tx.deliveries().list(&ids).await?;
    // Another owner may have taken over meanwhile and called it uncertain; a status will tell.
    stored.retain(|delivery| delivery.epoch == Some(epoch));
    sent(cx, &mut tx, &mut stored, &by_id).await?;
    for delivery in &mut stored {
        if let Some(handed) = by_id.get(&delivery.message_id) {
            apply(cx, delivery, handed);
            metrics::counter!("aldaba_deliveries_total", "state" => delivery.state.as_str())
                .increment(1);
        }
        tx.emit(cx.event(updated(delivery)));
    }
    tx.deliveries().put(&stored).await?;
    for Handed {
        delivery, outcome, ..
    } in handed
    {
        if let Outcome::Failed { failure } | Outcome::Retry { failure, .. } = outcome {
            effects::apply(cx, &mut tx, delivery, failure).await?;
        }
    }
    tell_doors(cx, &mut tx, handed).await?;
    let unsent: Vec<MessageId> = stored
        .iter()
        .filter(|it| ledger::has_not_gone(it.state))
        .map(|it| it.message_id)
        .collect();
    ledger::void(&mut tx, &unsent).await?;
    tx.commit().await
}

/// What the provider took is known by its id from now on.
async fn sent(
    cx: &Cx,
    tx: &mut Tx,
    stored: &mut [Delivery],
    handed: &HashMap<MessageId, &Handed>,
) -> storage::Result<()> {
    let (mut ids, mut keys, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for delivery in stored.iter() {
        let message = delivery.message_id;
        let outcome = handed.get(&message).map(|it| &it.outcome);
        if let Some(Outcome::Sent {
            provider_id,
            key,
            wa_id,
            ..
        }) = outcome
        {
            ids.push((message, provider_id.clone()));
            keys.push((key.clone(), message));
            numbers.extend(
                wa_id
                    .iter()
                    .map(|number| (delivery.conversation_id, number)),
            );
        }
    }
    let Some(line) = stored.first().map(|delivery| delivery.line_id) else {
        return Ok(());
    };
    tx.messages().set_provider_ids(&ids).await?;
    tx.message_keys(line).insert(&keys).await?;
    learn_numbers(cx, tx, &numbers).await?;
    let names: Vec<String> = keys.iter().map(|(key, _)| key.clone()).collect();
    let early = tx.early_statuses(line).take(&names).await?;
    let of: HashMap<MessageId, &String> = keys.iter().map(|(key, id)| (*id, key)).collect();
    for delivery in stored {
        let Some(key) = of.get(&delivery.message_id) else {
            continue;
        };
        let handed = handed.get(&delivery.message_id);
        if let Some(Outcome::Sent { held, .. }) = handed.map(|it| &it.outcome) {
            // A status was faster: what it told of the message is more than that it was taken.
            let moves = delivery.state.moves_to(DeliveryState::Sent);
            delivery.reach(DeliveryState::Sent, cx.now);
            if moves {
                delivery.failure = held.as_ref().and_then(|word| to_json(&held_back(word)));
            }
        }
        let told = early.iter().filter(|status| &&status.key == key);
        apply_early(cx, tx, delivery, told.cloned().collect()).await?;
    }
    Ok(())
}

fn apply(cx: &Cx, delivery: &mut Delivery, handed: &Handed) {
    // A status may have told more than our own attempt knows.
    if delivery.state != DeliveryState::Sending {
        return;
    }
    match &handed.outcome {
        Outcome::Sent { .. } => {}
        Outcome::Retry { failure, after } => {
            let known = failure.code.and_then(|code| handed.open.door.explain(code));
            delivery.failure = to_json(failure);
            if is_given_up(cx.now, delivery, known.as_ref()) {
                delivery.reach(DeliveryState::Failed, cx.now);
                return;
            }
            let grows = known.is_some_and(|it| it.pause_grows);
            let random = jitter(delivery.message_id.uuid().as_u128(), delivery.attempts);
            let pause = Asked::new(*after, grows).pause(delivery.attempts, random);
            delivery.state = DeliveryState::Waiting;
            delivery.due_at = cx.now.plus(pause);
        }
        // The line is at fault, not the message: it goes once somebody has mended the line.
        Outcome::Failed { failure } if blames_line(&handed.open, failure) => {
            delivery.state = DeliveryState::Queued;
            delivery.failure = to_json(failure);
        }
        Outcome::Failed { failure } => {
            delivery.reach(DeliveryState::Failed, cx.now);
            delivery.failure = to_json(failure);
        }
        Outcome::Uncertain { failure } => {
            delivery.state = DeliveryState::Uncertain;
            delivery.failure = to_json(failure);
        }
    }
}

fn blames_line(open: &OpenDoor, failure: &Failure) -> bool {
    let known = failure.code.and_then(|code| open.door.explain(code));
    known.is_some_and(|it| it.effect == Some(Effect::LineNeedsAttention))
}

/// What was never taken is tried for a day, what a limit refuses for as long as that may last; an
/// error of the provider's own a few times.
fn is_given_up(now: Time, delivery: &Delivery, known: Option<&Explanation>) -> bool {
    let age = now.since(delivery.queued_at);
    match known.map(|it| (it.attempts, it.pause)) {
        Some((Some(attempts), _)) => delivery.attempts >= attempts,
        Some((None, Some(_))) => age > PATIENCE_WITH_LIMITS,
        Some((None, None)) | None => age > PATIENCE,
    }
}

/// Every door that something left through: when, and whether its provider answers.
async fn tell_doors(cx: &Cx, tx: &mut Tx, handed: &[Handed]) -> storage::Result<()> {
    let mut told: Vec<DoorId> = Vec::new();
    for Handed { delivery, open, .. } in handed {
        if told.contains(&open.id) {
            continue;
        }
        told.push(open.id);
        let through = handed.iter().filter(|it| it.open.id == open.id);
        let answers: Vec<Answered> = through.filter_map(|it| answered(&it.outcome)).collect();
        if pace::tell(tx, open, cx.now, &answers).await? {
            let line_id = delivery.line_id;
            tx.emit(cx.event(EventKind::LineUpdated { line_id }));
        }
        tx.doors().update_last_outbound(open.id, cx.now).await?;
    }
    Ok(())
}

/// `None` where nobody was asked.
fn answered(outcome: &Outcome) -> Option<Answered> {
    let (Outcome::Retry { failure, .. }
    | Outcome::Failed { failure }
    | Outcome::Uncertain { failure }) = outcome
    else {
        return Some(Answered::Yes);
    };
    match failure.code {
        None if ["unsendable", "interrupted"].contains(&failure.reason.as_str()) => None,
        code if Breaker::counts(None, code) => Some(Answered::No),
        _ => Some(Answered::Yes),
    }
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

/// The provider may know a number in another form than the person who typed it.
async fn learn_numbers(
    cx: &Cx,
    tx: &mut Tx,
    told: &[(ConversationId, &String)],
) -> storage::Result<()> {
    let key = |number: &str| IdentityKey {
        kind: IdentityKind::Phone,
        scope: String::new(),
        value: number.to_owned(),
    };
    let keys: Vec<IdentityKey> = told.iter().map(|(_, number)| key(number)).collect();
    let known = tx.identities().list_by_key(&keys).await?;
    let is_new = |key: &IdentityKey| !known.iter().any(|identity| &identity.key == key);
    let mut learned: Vec<Identity> = Vec::new();
    for ((conversation, _), key) in told.iter().zip(keys) {
        if is_new(&key) && !learned.iter().any(|it| it.key == key) {
            let conversation = tx.conversations().get_snapshot(*conversation).await?;
            learned.push(Identity {
                id: IdentityId::new(),
                contact: conversation.contact_id,
                key,
                created_at: cx.now,
            });
        }
    }
    tx.identities().insert(&learned).await
}
