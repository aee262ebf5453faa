//! A message that has not left yet: what it says, and when it goes.

use super::allowed::{Stored, check_again};
use super::failed::{find, has_not_left};
use super::send::{check_moment, load};
use super::{FailedError, FullMessage, SendError};
use crate::Cx;
use crate::routing::Router;
use domain::outbound::Content;
use domain::text::storable;
use domain::{DeliveryState, EventKind, MessageId, MessageKind, Time};
use storage::Tx;
use storage::inbox::{Conversation, Delivery, MessageRecord};

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct MessageChange {
    pub text: Option<Content>,
    pub when: Option<When>,
}

/// When a message goes that has not left yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Now,
    At(Time),
}

/// Changes a message that has not left yet. The dispatcher holds the delivery's lock while it claims it,
/// so that it goes either as it was or as it is now.
pub async fn edit(
    cx: &Cx,
    id: MessageId,
    change: MessageChange,
) -> Result<FullMessage, FailedError> {
    let faults = change.text.as_ref().map(Content::check).unwrap_or_default();
    if !faults.is_empty() {
        return Err(SendError::Content(faults).into());
    }
    let (mut tx, conversation, message, delivery) = find(cx, id).await?;
    if !has_not_left(&delivery) {
        return Err(FailedError::OnItsWay);
    }
    if let Some(text) = &change.text {
        rewrite(&mut tx, &message, text).await?;
    }
    if let Some(when) = change.when {
        if let When::At(at) = when {
            check_moment(cx, at)?;
        }
        if when.is_due(cx) {
            let router = Router::read(cx, &mut tx, conversation.line_id).await?;
            let stored = Stored::of(&message, &delivery);
            check_again(cx, &mut tx, &router, &conversation, stored).await?;
        }
        reschedule(cx, &mut tx, delivery, when).await?;
    }
    Ok(tell(cx, tx, &conversation, id).await?)
}

impl When {
    fn is_due(self, cx: &Cx) -> bool {
        match self {
            Self::Now => true,
            Self::At(at) => at <= cx.now,
        }
    }
}

async fn rewrite(tx: &mut Tx, message: &MessageRecord, text: &Content) -> Result<(), FailedError> {
    if message.kind != MessageKind::Text || text.kind() != MessageKind::Text {
        return Err(FailedError::NotText);
    }
    let said = text.text().map(storable);
    tx.messages()
        .rewrite(message.id, said.as_deref(), &text.fields().to_string())
        .await?;
    Ok(())
}

/// Whatever held it back is judged anew when it is due.
async fn reschedule(cx: &Cx, tx: &mut Tx, delivery: Delivery, when: When) -> storage::Result<()> {
    let (state, at) = match when {
        When::At(at) if !when.is_due(cx) => (DeliveryState::Waiting, at),
        When::At(_) | When::Now => (DeliveryState::Queued, cx.now),
    };
    let line = delivery.line_id;
    let delivery = Delivery {
        state,
        due_at: at,
        turn: at,
        failure: None,
        ..delivery
    };
    tx.deliveries().put(&[delivery]).await?;
    tx.wake_line(line);
    Ok(())
}

async fn tell(
    cx: &Cx,
    mut tx: Tx,
    conversation: &Conversation,
    id: MessageId,
) -> Result<FullMessage, SendError> {
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageUpdated {
        message_id: id,
        conversation_id,
    }));
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(message)
}
