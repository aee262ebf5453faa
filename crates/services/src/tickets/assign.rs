//! Gives a ticket to a member, or to nobody.

use crate::conversations::view;
use crate::{Cx, Refusal};
use domain::{EventKind, MemberId, MemberState, Permission, TicketId, TicketState};
use storage::inbox::ConversationView;

#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    #[error("this ticket is resolved; reopen it before you assign it")]
    Resolved,
    #[error("this member is disabled; choose another one")]
    MemberDisabled,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for AssignError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

pub async fn assign(
    cx: &Cx,
    id: TicketId,
    to: Option<MemberId>,
) -> Result<ConversationView, AssignError> {
    cx.require(Permission::TicketsAssign)?;
    let mut tx = cx.begin().await?;
    let conversation_id = tx.tickets().get(id).await?.conversation_id;
    // The conversation's lock first: whoever changes a ticket holds it.
    let mut conversation = tx.conversations().get(conversation_id).await?;
    let mut ticket = tx.tickets().get(id).await?;
    if ticket.state != TicketState::Open {
        return Err(AssignError::Resolved);
    }
    if let Some(member) = to
        && tx.members().get(member).await?.state != MemberState::Active
    {
        return Err(AssignError::MemberDisabled);
    }
    if ticket.assignee_id != to {
        ticket.assignee_id = to;
        conversation.assignee_id = to;
        tx.tickets().put(&[ticket]).await?;
        tx.conversations().put(&[conversation]).await?;
        tx.emit(cx.event(EventKind::TicketAssigned {
            ticket_id: id,
            conversation_id,
        }));
    }
    let view = view(cx, &mut tx, conversation_id).await?;
    tx.commit().await?;
    Ok(view)
}
