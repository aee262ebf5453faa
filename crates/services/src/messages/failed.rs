//! What a person does with a message that failed, waits or is uncertain: sends it again, leaves it, or puts
//! it away.

use super::allowed::{Stored, check_again};
use super::send::load;
use super::{FullMessage, SendError};
use crate::routing::Router;
use crate::{Cx, Refusal};
use domain::{DeliveryState, DoorKind, EventKind, Failure, MessageId, Permission};
use storage::Tx;
use storage::inbox::{Conversation, Delivery, MessageRecord};

#[derive(Debug, thiserror::Error)]
pub enum FailedError {
    #[error("this message has not failed; nothing to do")]
    NotFailed,
    #[error(
        "this message is on its way or has gone out; it can't be changed or cancelled any more"
    )]
    OnItsWay,
    #[error("only a text can be changed while it waits; cancel this one and write it anew")]
    NotText,
    #[error("it is known what became of this message; there is nothing to decide")]
    NotUncertain,
    #[error("this message may have gone out already; confirm that it should be sent once more")]
    ConfirmationNeeded,
    #[error("this line has no door of the kind {door}; choose another one, or connect it first")]
    NoSuchDoor { door: DoorKind },
    #[error(transparent)]
    Send(#[from] SendError),
}

impl From<Refusal> for FailedError {
    fn from(refusal: Refusal) -> Self {
        Self::Send(refusal.into())
    }
}

impl From<storage::Error> for FailedError {
    fn from(error: storage::Error) -> Self {
        Self::Send(error.into())
    }
}

impl FailedError {
    /// Trouble of ours, where it is no refusal.
    pub(super) fn into_storage(self) -> Result<storage::Error, Self> {
        if let Self::Send(SendError::Refused(Refusal::Storage(error))) = self {
            return Ok(error);
        }
        Err(self)
    }
}

/// How a message goes out once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retry {
    /// The person knows that an uncertain one may have gone out already.
    pub confirmed: bool,
    /// Through another door than the one that it took.
    pub door: Option<DoorKind>,
}

impl Retry {
    /// Although it may arrive twice.
    pub const CONFIRMED: Self = Self {
        confirmed: true,
        door: None,
    };
}

/// Queues a failed message again. An uncertain one only when the person confirms it: it may have
/// gone out.
pub async fn retry(cx: &Cx, id: MessageId, how: Retry) -> Result<FullMessage, FailedError> {
    let mut tx = requeue(cx, id, how).await?;
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(message)
}

/// The same, for whoever does not look at it.
pub(super) async fn queue_again(cx: &Cx, id: MessageId, how: Retry) -> Result<(), FailedError> {
    Ok(requeue(cx, id, how).await?.commit().await?)
}

async fn requeue(cx: &Cx, id: MessageId, how: Retry) -> Result<Tx, FailedError> {
    let (mut tx, mut conversation, sent, mut delivery) = find(cx, id).await?;
    match delivery.state {
        DeliveryState::Failed => {}
        DeliveryState::Uncertain if how.confirmed => {}
        DeliveryState::Uncertain => return Err(FailedError::ConfirmationNeeded),
        DeliveryState::Queued
        | DeliveryState::Waiting
        | DeliveryState::Sending
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Read
        | DeliveryState::Played
        | DeliveryState::Discarded => return Err(FailedError::NotFailed),
    }
    let router = Router::read(cx, &mut tx, conversation.line_id).await?;
    if let Some(door) = how.door {
        if !router.doors.iter().any(|it| it.kind == door) {
            return Err(FailedError::NoSuchDoor { door });
        }
        delivery.door = door;
        delivery.chosen = true;
    }
    let stored = Stored::of(&sent, &delivery);
    let door = check_again(cx, &mut tx, &router, &conversation, stored).await?;
    let position = conversation.next_position;
    conversation.next_position += 1;
    delivery = Delivery {
        turn: tx.next_turn(conversation.id, cx.now).await?,
        position,
        due_at: cx.now,
        door,
        ..delivery
    };
    tx.deliveries().requeue(&delivery).await?;
    tx.messages().set_door(&[id], door).await?;
    tx.conversations()
        .put(std::slice::from_ref(&conversation))
        .await?;
    tx.wake_line(conversation.line_id);
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageUpdated {
        message_id: id,
        conversation_id,
    }));
    Ok(tx)
}

/// Why an uncertain message is not sent once more, whatever the line's policy.
const LEFT: &str = "left_as_it_is";

/// Leaves an uncertain message as it is: nothing sends it once more but a person, and a status that comes
/// late still says what became of it.
pub async fn leave(cx: &Cx, id: MessageId) -> Result<FullMessage, FailedError> {
    let (mut tx, conversation, _, mut delivery) = find(cx, id).await?;
    if delivery.state != DeliveryState::Uncertain {
        return Err(FailedError::NotUncertain);
    }
    let left = Failure {
        code: None,
        reason: LEFT.to_owned(),
        title: "A member left it as it is".to_owned(),
        details: None,
        retryable: true,
    };
    delivery.failure = serde_json::to_string(&left).ok();
    // Without the moment at which it was handed over, nobody's patience with it ends.
    delivery.sending_at = None;
    tx.deliveries().put(&[delivery]).await?;
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageUpdated {
        message_id: id,
        conversation_id,
    }));
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(message)
}

/// Puts a message away that failed or has not left yet: it is not shown any more, and never sent.
pub async fn discard(cx: &Cx, id: MessageId) -> Result<(), FailedError> {
    let (mut tx, conversation, _, mut delivery) = find(cx, id).await?;
    if delivery.state != DeliveryState::Failed && !has_not_left(&delivery) {
        return Err(FailedError::OnItsWay);
    }
    delivery.state = DeliveryState::Discarded;
    tx.deliveries().put(&[delivery]).await?;
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageDiscarded {
        message_id: id,
        conversation_id,
    }));
    tx.commit().await?;
    Ok(())
}

pub(super) const fn has_not_left(delivery: &Delivery) -> bool {
    matches!(
        delivery.state,
        DeliveryState::Queued | DeliveryState::Waiting
    )
}

pub(super) async fn find(
    cx: &Cx,
    id: MessageId,
) -> Result<(Tx, Conversation, MessageRecord, Delivery), FailedError> {
    cx.require(Permission::MessagesSend)?;
    let mut tx = cx.begin().await?;
    let message = tx.messages().get(id).await?;
    let conversation = tx.conversations().get(message.conversation_id).await?;
    let delivery = match tx.deliveries().get(id).await {
        Ok(delivery) => delivery,
        Err(storage::Error::NotFound(_)) => return Err(FailedError::NotFailed),
        Err(error) => return Err(error.into()),
    };
    Ok((tx, conversation, message, delivery))
}
