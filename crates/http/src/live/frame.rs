//! The socket's frames, as clients see them.

use crate::view::{Contact, Conversation, Message};
use domain::{Actor, ConversationId, LineId, MemberId, MessageId, TemplateId, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the server says.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum LiveFrame {
    /// The first frame: where the stream starts.
    Hello {
        seq: i64,
        member_id: Option<MemberId>,
        heartbeat_seconds: u64,
    },
    /// What happened, in order and without gaps, up to `seq`.
    Events { seq: i64, events: Vec<LiveEvent> },
    /// Who is connected and where, whole, at every change.
    Presence { members: Vec<PresentMember> },
    /// The client's cursor is too old: read everything again; a `hello` with the place follows.
    Resync,
    /// Answer with `pong`.
    Ping,
}

/// A member who has the inbox open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PresentMember {
    pub(crate) member_id: MemberId,
    pub(crate) name: String,
    /// What is open on the screen.
    pub(crate) conversation_id: Option<ConversationId>,
    pub(crate) typing: bool,
}

/// One event with what it changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveEvent {
    pub(crate) seq: i64,
    pub(crate) at: Time,
    pub(crate) actor: EventActor,
    pub(crate) request_id: Option<String>,
    #[serde(flatten)]
    pub(crate) change: Change,
}

/// Who did it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EventActor {
    kind: EventActorKind,
    name: Option<String>,
    member_id: Option<MemberId>,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EventActorKind {
    Member,
    Api,
    Contact,
    System,
}

impl From<Actor> for EventActor {
    fn from(actor: Actor) -> Self {
        let (kind, name, member_id) = match actor {
            Actor::Member { member_id, name } => {
                (EventActorKind::Member, Some(name), Some(member_id))
            }
            Actor::Api { name } => (EventActorKind::Api, Some(name), None),
            Actor::Contact => (EventActorKind::Contact, None, None),
            Actor::System => (EventActorKind::System, None, None),
        };
        Self {
            kind,
            name,
            member_id,
        }
    }
}

/// What happened, with the state after it. Clients ignore types that they do not know.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "type")]
pub(crate) enum Change {
    #[serde(rename = "message.received")]
    MessageReceived {
        message: Box<Message>,
        conversation: Box<Conversation>,
    },
    #[serde(rename = "message.accepted")]
    MessageAccepted {
        message: Box<Message>,
        conversation: Box<Conversation>,
    },
    #[serde(rename = "message.updated")]
    MessageUpdated {
        message: Box<Message>,
        conversation: Box<Conversation>,
    },
    #[serde(rename = "message.discarded")]
    MessageDiscarded {
        message_id: MessageId,
        conversation: Box<Conversation>,
    },
    #[serde(rename = "conversation.updated")]
    ConversationUpdated { conversation: Box<Conversation> },
    #[serde(rename = "conversation.read")]
    ConversationRead {
        conversation_id: ConversationId,
        member_id: MemberId,
        read_count: i64,
    },
    #[serde(rename = "ticket.opened")]
    TicketOpened { conversation: Box<Conversation> },
    #[serde(rename = "ticket.assigned")]
    TicketAssigned { conversation: Box<Conversation> },
    #[serde(rename = "ticket.resolved")]
    TicketResolved { conversation: Box<Conversation> },
    #[serde(rename = "ticket.reopened")]
    TicketReopened { conversation: Box<Conversation> },
    #[serde(rename = "contact.updated")]
    ContactUpdated { contact: Box<Contact> },
    /// Read the line again.
    #[serde(rename = "line.updated")]
    LineUpdated { line_id: LineId },
    /// Read the members again.
    #[serde(rename = "member.updated")]
    MemberUpdated { member_id: MemberId },
    /// Read the template again; one that was removed is not found.
    #[serde(rename = "template.updated")]
    TemplateUpdated { template_id: TemplateId },
    /// What it was about is not there any more; the sequence goes on.
    #[serde(rename = "gone")]
    Gone,
}

/// What a client says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ClientFrame {
    /// What is open, and whether its person types: said again every three seconds.
    Presence {
        conversation_id: Option<ConversationId>,
        #[serde(default)]
        typing: bool,
    },
    Pong,
    #[serde(other)]
    Unknown,
}
