//! Statuses: what became of our messages. They only ever move a delivery on.

use crate::Cx;
use crate::dispatch::apply_effect;
use crate::routing::ledger::Accounts;
use domain::{DeliveryState, EventKind, Failure, LineId, MessageId, Time};
use door::{Door, StatusUpdate};
use jiff::SignedDuration;
use std::collections::{BTreeMap, HashMap};
use storage::Tx;
use storage::inbox::{Delivery, EarlyStatus};

/// How long a status waits for its message.
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);

/// Applies statuses to the deliveries of a line.
pub(super) async fn apply(
    cx: &Cx,
    tx: &mut Tx,
    line: LineId,
    reader: &dyn Door,
    statuses: &[StatusUpdate],
) -> storage::Result<()> {
    if statuses.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = statuses.iter().map(|status| status.key.clone()).collect();
    let known = tx.message_keys(line).list(&keys).await?;
    let mut by_message: BTreeMap<MessageId, Vec<&StatusUpdate>> = BTreeMap::new();
    let mut early = Vec::new();
    for status in statuses {
        match target(&known, status) {
            Some(message) => by_message.entry(message).or_default().push(status),
            None => early.extend(waiting(status)),
        }
    }
    let ids: Vec<MessageId> = by_message.keys().copied().collect();
    let deliveries = tx.deliveries().list(&ids).await?;
    let (mut changed, mut failed) = (Vec::new(), Vec::new());
    let mut accounts = Accounts::default();
    for mut delivery in deliveries {
        let Some(updates) = by_message.remove(&delivery.message_id) else {
            continue;
        };
        if delivery.line_id != line {
            continue;
        }
        let updates = of_this_attempt(tx, reader, &known, &delivery, updates).await?;
        learn_keys(tx, &known, &delivery, &updates).await?;
        let (mut moved, stood) = (false, delivery.state);
        for status in &updates {
            let before = delivery.state;
            moved |= reach(&mut delivery, status);
            // What failed only now is acted on; what is told again was.
            if let (true, DeliveryState::Failed, Some(failure)) =
                (before != delivery.state, delivery.state, &status.failure)
            {
                failed.push((delivery.clone(), failure.clone()));
            }
        }
        let price = updates.iter().find_map(|status| status.price);
        accounts.note(stood, &delivery, price);
        if moved {
            tx.emit(cx.event(EventKind::MessageUpdated {
                message_id: delivery.message_id,
                conversation_id: delivery.conversation_id,
            }));
            changed.push(delivery);
        }
    }
    // A status by an id that is no message of ours waits as well.
    early.extend(by_message.into_values().flatten().filter_map(waiting));
    tx.deliveries().put(&changed).await?;
    for (delivery, failure) in &failed {
        apply_effect(cx, tx, delivery, failure).await?;
    }
    tx.early_statuses(line)
        .put(&early, cx.now.plus(PATIENCE))
        .await?;
    accounts.write(cx, tx).await
}

/// A person may have sent a failed message again. That its earlier attempt was sent, or that it failed,
/// told once more or late, says nothing of this one; that it arrived does.
async fn of_this_attempt<'a>(
    tx: &mut Tx,
    reader: &dyn Door,
    known: &HashMap<String, MessageId>,
    delivery: &Delivery,
    mut updates: Vec<&'a StatusUpdate>,
) -> storage::Result<Vec<&'a StatusUpdate>> {
    let may_be_old = |status: &StatusUpdate| {
        // What was sent already is not sent anew.
        let moves = status.state == Some(DeliveryState::Failed)
            || (status.state == Some(DeliveryState::Sent)
                && delivery.state.moves_to(DeliveryState::Sent));
        moves && known.contains_key(&status.key)
    };
    if updates.iter().any(|status| may_be_old(status)) {
        let message = tx.messages().get(delivery.message_id).await?;
        let key = message.provider_id.map(|id| reader.message_key(&id));
        updates.retain(|status| !may_be_old(status) || key.as_ref() == Some(&status.key));
    }
    Ok(updates)
}

/// The message's own id came back: from now on its key is known too.
async fn learn_keys(
    tx: &mut Tx,
    known: &HashMap<String, MessageId>,
    delivery: &Delivery,
    updates: &[&StatusUpdate],
) -> storage::Result<()> {
    for status in updates {
        if !known.contains_key(&status.key) {
            let message = delivery.message_id;
            let keys = tx.message_keys(delivery.line_id);
            keys.insert(&[(status.key.clone(), message)]).await?;
            tx.messages()
                .set_provider_ids(&[(message, status.provider_id.clone())])
                .await?;
        }
    }
    Ok(())
}

/// The message that a status is about: by the provider's key, or by our id that travelled with it.
fn target(known: &HashMap<String, MessageId>, status: &StatusUpdate) -> Option<MessageId> {
    known
        .get(&status.key)
        .copied()
        .or_else(|| status.our_id.as_deref().and_then(|id| id.parse().ok()))
}

fn waiting(status: &StatusUpdate) -> Option<EarlyStatus> {
    Some(EarlyStatus {
        key: status.key.clone(),
        state: status.state?,
        at: status.at,
        failure: status.failure.as_ref().and_then(to_json),
    })
}

fn reach(delivery: &mut Delivery, status: &StatusUpdate) -> bool {
    let failure = || status.failure.as_ref().and_then(to_json);
    let moved = status
        .state
        .map(|state| move_on(delivery, state, status.at, failure));
    moved.unwrap_or_default()
}

/// Moves a delivery on, with the failure that it ends in. Returns whether anything changed.
fn move_on(
    delivery: &mut Delivery,
    state: DeliveryState,
    at: Time,
    failure: impl FnOnce() -> Option<String>,
) -> bool {
    let before = delivery.state;
    let changed = delivery.reach(state, at);
    if delivery.state != before {
        delivery.failure = if state == DeliveryState::Failed {
            failure()
        } else {
            None
        };
    }
    changed
}

/// What had come before the message was known, with what a failure changes for others.
pub(crate) async fn apply_early(
    cx: &Cx,
    tx: &mut Tx,
    delivery: &mut Delivery,
    mut early: Vec<EarlyStatus>,
) -> storage::Result<()> {
    early.sort_by_key(|status| status.at);
    for status in early {
        let before = delivery.state;
        let told = status.failure.clone();
        move_on(delivery, status.state, status.at, || status.failure);
        let failed = before != delivery.state && delivery.state == DeliveryState::Failed;
        let failure = told.and_then(|json| serde_json::from_str(&json).ok());
        if let (true, Some(failure)) = (failed, failure) {
            apply_effect(cx, tx, delivery, &failure).await?;
        }
    }
    Ok(())
}

pub(crate) fn to_json(failure: &Failure) -> Option<String> {
    serde_json::to_string(failure).ok()
}
