//! What a person does with a message that failed or waits: sends it again, changes it, or puts it away.

use super::send::load;
use super::way::Way;
use super::{FullMessage, SendError, template};
use crate::{Cx, Refusal};
use domain::outbound::Content;
use domain::text::storable;
use domain::{DeliveryState, DoorKind, EventKind, MessageId, MessageKind, Permission};
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
    let door = how.door.unwrap_or(delivery.door);
    let way = Way::find(&mut tx, conversation.line_id, door).await?;
    way.check(cx, sent.kind, conversation.window())?;
    if sent.kind == MessageKind::Template {
        template::check_again(&mut tx, &conversation, sent.content.as_deref()).await?;
    }
    let position = conversation.next_position;
    conversation.next_position += 1;
    delivery = Delivery {
        turn: tx.next_turn(conversation.id, cx.now).await?,
        position,
        door,
        due_at: cx.now,
        ..delivery
    };
    tx.deliveries().requeue(&delivery).await?;
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

/// Changes a text that has not left yet. The dispatcher holds the delivery's lock while it claims it,
/// so that either the old text goes or the new one.
pub async fn edit(cx: &Cx, id: MessageId, text: Content) -> Result<FullMessage, FailedError> {
    let faults = text.check();
    if !faults.is_empty() {
        return Err(SendError::Content(faults).into());
    }
    let (mut tx, conversation, message, delivery) = find(cx, id).await?;
    if !has_not_left(&delivery) {
        return Err(FailedError::OnItsWay);
    }
    if message.kind != MessageKind::Text || text.kind() != MessageKind::Text {
        return Err(FailedError::NotText);
    }
    let said = text.text().map(storable);
    tx.messages()
        .rewrite(id, said.as_deref(), &text.fields().to_string())
        .await?;
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageUpdated {
        message_id: id,
        conversation_id,
    }));
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(message)
}

const fn has_not_left(delivery: &Delivery) -> bool {
    matches!(
        delivery.state,
        DeliveryState::Queued | DeliveryState::Waiting
    )
}

async fn find(
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
