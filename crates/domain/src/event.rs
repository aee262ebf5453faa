//! What happened: events hold ids and who did it, never bodies.

use crate::{ContactId, ConversationId, LineId, MemberId, MessageId, TemplateId, TicketId, Time};
use serde::{Deserialize, Serialize};

crate::words::words! {
    /// Whether something happened now, or is told afterwards.
    Origin, "origin" {
        Live = "live",
        History = "history",
        Replay = "replay",
    }
}

/// Who caused an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    Member { member_id: MemberId, name: String },
    Api { name: String },
    Contact,
    System,
}

/// One event, with its place in the organization's sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub seq: i64,
    pub at: Time,
    pub actor: Actor,
    pub request_id: Option<String>,
    pub origin: Origin,
    pub kind: EventKind,
}

/// What happened. The names are those that clients see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum EventKind {
    #[serde(rename = "message.received")]
    MessageReceived {
        message_id: MessageId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "message.accepted")]
    MessageAccepted {
        message_id: MessageId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "message.updated")]
    MessageUpdated {
        message_id: MessageId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "message.discarded")]
    MessageDiscarded {
        message_id: MessageId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "conversation.updated")]
    ConversationUpdated { conversation_id: ConversationId },
    #[serde(rename = "conversation.read")]
    ConversationRead {
        conversation_id: ConversationId,
        member_id: MemberId,
        read_count: i64,
    },
    #[serde(rename = "ticket.opened")]
    TicketOpened {
        ticket_id: TicketId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "ticket.assigned")]
    TicketAssigned {
        ticket_id: TicketId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "ticket.resolved")]
    TicketResolved {
        ticket_id: TicketId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "ticket.reopened")]
    TicketReopened {
        ticket_id: TicketId,
        conversation_id: ConversationId,
    },
    #[serde(rename = "contact.updated")]
    ContactUpdated { contact_id: ContactId },
    #[serde(rename = "line.updated")]
    LineUpdated { line_id: LineId },
    #[serde(rename = "member.updated")]
    MemberUpdated { member_id: MemberId },
    /// One that was removed is not found any more.
    #[serde(rename = "template.updated")]
    TemplateUpdated { template_id: TemplateId },
}

impl EventKind {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MessageReceived { .. } => "message.received",
            Self::MessageAccepted { .. } => "message.accepted",
            Self::MessageUpdated { .. } => "message.updated",
            Self::MessageDiscarded { .. } => "message.discarded",
            Self::ConversationUpdated { .. } => "conversation.updated",
            Self::ConversationRead { .. } => "conversation.read",
            Self::TicketOpened { .. } => "ticket.opened",
            Self::TicketAssigned { .. } => "ticket.assigned",
            Self::TicketResolved { .. } => "ticket.resolved",
            Self::TicketReopened { .. } => "ticket.reopened",
            Self::ContactUpdated { .. } => "contact.updated",
            Self::LineUpdated { .. } => "line.updated",
            Self::MemberUpdated { .. } => "member.updated",
            Self::TemplateUpdated { .. } => "template.updated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_json_s_type() {
        let kind = EventKind::ContactUpdated {
            contact_id: ContactId::new(),
        };
        assert_eq!(serde_json::to_value(&kind).unwrap()["type"], kind.name());
    }
}
