//! Resolves a ticket, and opens it again.

use crate::conversations::view;
use crate::{Cx, Refusal};
use domain::{EventKind, Permission, TicketId, TicketState};
use storage::Tx;
use storage::inbox::{Conversation, ConversationView, Ticket};

#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    #[error("this conversation has a newer ticket; work on that one")]
    Superseded,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for TicketError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Resolving what is resolved already changes nothing.
pub async fn resolve(cx: &Cx, id: TicketId) -> Result<ConversationView, TicketError> {
    let (mut tx, mut conversation, mut ticket) = load(cx, id).await?;
    if ticket.state == TicketState::Open {
        ticket.state = TicketState::Resolved;
        ticket.resolved_at = Some(cx.now);
        ticket.resolved_by = cx.member();
        conversation.ticket_state = Some(TicketState::Resolved);
        conversation.ticket_resolved_at = Some(cx.now);
        // What the team has resolved is not waiting for anybody.
        conversation.handled_count = conversation.inbound_count;
        store(&mut tx, &conversation, &ticket).await?;
        let (ticket_id, conversation_id) = (ticket.id, conversation.id);
        tx.emit(cx.event(EventKind::TicketResolved {
            ticket_id,
            conversation_id,
        }));
    }
    let view = view(cx, &mut tx, conversation.id).await?;
    tx.commit().await?;
    Ok(view)
}

/// Only the conversation's last ticket is opened again.
pub async fn reopen(cx: &Cx, id: TicketId) -> Result<ConversationView, TicketError> {
    let (mut tx, mut conversation, mut ticket) = load(cx, id).await?;
    if conversation.ticket_id != Some(id) {
        return Err(TicketError::Superseded);
    }
    if ticket.state == TicketState::Resolved {
        ticket.state = TicketState::Open;
        ticket.resolved_at = None;
        ticket.resolved_by = None;
        conversation.ticket_state = Some(TicketState::Open);
        conversation.ticket_resolved_at = None;
        store(&mut tx, &conversation, &ticket).await?;
        let (ticket_id, conversation_id) = (ticket.id, conversation.id);
        tx.emit(cx.event(EventKind::TicketReopened {
            ticket_id,
            conversation_id,
        }));
    }
    let view = view(cx, &mut tx, conversation.id).await?;
    tx.commit().await?;
    Ok(view)
}

async fn load(cx: &Cx, id: TicketId) -> Result<(Tx, Conversation, Ticket), TicketError> {
    cx.require(Permission::TicketsAssign)?;
    let mut tx = cx.begin().await?;
    let conversation_id = tx.tickets().get(id).await?.conversation_id;
    let conversation = tx.conversations().get(conversation_id).await?;
    let ticket = tx.tickets().get(id).await?;
    Ok((tx, conversation, ticket))
}

async fn store(tx: &mut Tx, conversation: &Conversation, ticket: &Ticket) -> storage::Result<()> {
    tx.tickets().put(std::slice::from_ref(ticket)).await?;
    tx.conversations()
        .put(std::slice::from_ref(conversation))
        .await
}
