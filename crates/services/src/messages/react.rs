//! Puts the business's sign on a message of the thread, or takes it away.

use super::SendError;
use super::allowed::{Asked, check_route};
use super::send::sender;
use crate::jobs::{SendReaction, enqueue};
use crate::{Caller, Cx, Refusal};
use domain::price::PriceCategory;
use domain::{AuthorKind, EventKind, MessageId, MessageKind};
use storage::Tx;
use storage::inbox::{Conversation, ReactionAuthor};

/// WhatsApp keeps one reaction a side and message: whoever of the business reacts last is seen.
pub(crate) const BUSINESS: &str = "business";

pub(super) async fn react(
    cx: &Cx,
    tx: &mut Tx,
    conversation: &Conversation,
    message: MessageId,
    emoji: &str,
) -> Result<MessageId, SendError> {
    let target = tx.messages().get(message).await?;
    if target.conversation_id != conversation.id {
        return Err(Refusal::NotFound("message").into());
    }
    let reacts = |door: &std::sync::Arc<dyn door::Door>| door.capabilities().reactions;
    if !cx.env.doors.get(target.door).is_some_and(reacts) || target.provider_id.is_none() {
        return Err(SendError::NotReactable);
    }
    // The sign goes the way that its message came or went.
    let asked = Asked {
        sender: sender(cx),
        chosen: Some(target.door),
        kind: MessageKind::Text,
        category: PriceCategory::Service,
    };
    check_route(cx, tx, conversation, asked).await?;
    if emoji.is_empty() {
        tx.reactions().remove(message, BUSINESS, cx.now).await?;
    } else {
        let author = author(cx);
        tx.reactions().put(message, &author, emoji, cx.now).await?;
    }
    let wish = SendReaction {
        message,
        conversation: conversation.id,
    };
    enqueue(tx, cx.now, &wish).await?;
    let conversation_id = conversation.id;
    tx.emit(cx.event(EventKind::MessageUpdated {
        message_id: message,
        conversation_id,
    }));
    Ok(message)
}

fn author(cx: &Cx) -> ReactionAuthor {
    let (kind, name) = match &cx.caller {
        Caller::Member { name, .. } => (AuthorKind::Member, Some(name.clone())),
        Caller::Api { name, .. } => (AuthorKind::Api, Some(name.clone())),
        Caller::System => (AuthorKind::System, None),
    };
    ReactionAuthor {
        key: BUSINESS.to_owned(),
        kind,
        name,
    }
}
