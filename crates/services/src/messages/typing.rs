//! Shows the customer that somebody is typing, where the door can.

use crate::doors::open_door;
use crate::{Cx, Refusal};
use domain::{ConversationId, Permission, WindowState};

/// Best effort: a typing sign that could not be shown is no error of the person who types.
pub async fn typing(cx: &Cx, id: ConversationId) -> Result<(), Refusal> {
    cx.require(Permission::MessagesSend)?;
    let mut tx = cx.read().await?;
    let conversation = tx.conversations().get_snapshot(id).await?;
    // Who is blocked sees nothing of the team.
    let contact = tx.contacts().get(conversation.contact_id).await?;
    let last = tx.messages().last_inbound(id).await?;
    let open = open_door(&cx.env, &mut tx, conversation.line_id).await?;
    drop(tx);
    if contact.blocked_at.is_some() {
        return Ok(());
    }
    let Some(provider_id) = last.and_then(|message| message.provider_id) else {
        return Ok(());
    };
    let closed = conversation.window().state(cx.now) == WindowState::Closed;
    let Some(open) = open.filter(|open| open.door.capabilities().typing && !closed) else {
        return Ok(());
    };
    if let Err(refused) = open.door.mark_read(&open.access, &provider_id, true).await {
        tracing::debug!(code = refused.code, "the typing sign was refused");
    }
    Ok(())
}
