//! A conversation as a row of the inbox.

use domain::text::snippet;
use domain::{
    ContactId, ConversationId, DeliveryState, Direction, LineId, MemberId, MessageId, MessageKind,
    QueueId, TicketId, TicketState, Time, WindowState,
};
use serde::Serialize;
use services::views::ConversationView;
use utoipa::ToSchema;

/// The lasting thread between a line and a contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Conversation {
    id: ConversationId,
    line: ConversationLine,
    contact: ConversationContact,
    /// The last ticket; `null` before the customer ever wrote.
    ticket: Option<Ticket>,
    last_message: Option<LastMessage>,
    /// Where it stands in the list.
    sort_at: Time,
    /// Messages that the customer wrote.
    inbound_count: i64,
    /// How many of them were answered.
    handled_count: i64,
    /// How many of them the asking member has seen; `null` in live frames, which go to everybody.
    read_count: Option<i64>,
    /// Neither answered nor seen; `null` in live frames.
    unread: Option<i64>,
    window: Window,
    created_at: Time,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct ConversationLine {
    id: LineId,
    #[schema(example = "Ventas")]
    name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct ConversationContact {
    id: ContactId,
    /// The name that the team gave, else the one that the person goes by, else the number.
    #[schema(example = "María José Benítez")]
    name: String,
    #[schema(example = "+525555550142")]
    phone: Option<String>,
    username: Option<String>,
    /// Since when nobody may write to them.
    blocked_at: Option<Time>,
}

/// A piece of work on a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Ticket {
    id: TicketId,
    /// What people call it by.
    #[schema(example = 4821)]
    number: i64,
    state: TicketState,
    assignee: Option<Assignee>,
    queue: TicketQueue,
    opened_at: Time,
    resolved_at: Option<Time>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct Assignee {
    id: MemberId,
    name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct TicketQueue {
    id: QueueId,
    name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct LastMessage {
    id: MessageId,
    direction: Direction,
    kind: MessageKind,
    /// Its beginning, on one line.
    text: Option<String>,
    author_name: Option<String>,
    /// Where it stands, for one of ours.
    state: Option<DeliveryState>,
    at: Time,
}

/// When a free-form answer is allowed.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Window {
    state: WindowState,
    /// `null` while the customer has not written.
    closes_at: Option<Time>,
    /// Until when messages are free after a click on an advertisement.
    free_entry_until: Option<Time>,
}

impl Conversation {
    /// As one member sees it.
    pub(crate) fn new(view: ConversationView, now: Time) -> Self {
        let read_count = view.read_count.unwrap_or(0);
        let unread = (view.inbound_count - view.handled_count.max(read_count)).max(0);
        Self {
            read_count: Some(read_count),
            unread: Some(unread),
            ..Self::for_all(view, now)
        }
    }

    /// As everybody sees it: each client keeps its own count of what it has read.
    pub(crate) fn for_all(view: ConversationView, now: Time) -> Self {
        let window = view.window();
        let ticket = ticket(&view);
        let last_message = last_message(&view);
        let phone = view.phone.as_deref().map(|digits| format!("+{digits}"));
        let name = [view.contact_name, view.profile_name, view.username.clone()]
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty())
            .or_else(|| phone.clone())
            .unwrap_or_default();
        Self {
            id: view.id,
            line: ConversationLine {
                id: view.line_id,
                name: view.line_name,
            },
            contact: ConversationContact {
                id: view.contact_id,
                name,
                phone,
                username: view.username,
                blocked_at: view.blocked_at,
            },
            ticket,
            last_message,
            sort_at: view.sort_at,
            inbound_count: view.inbound_count,
            handled_count: view.handled_count,
            read_count: None,
            unread: None,
            window: Window {
                state: window.state(now),
                closes_at: window.closes_at(),
                free_entry_until: window.free_entry_until(),
            },
            created_at: view.created_at,
        }
    }
}

fn ticket(view: &ConversationView) -> Option<Ticket> {
    Some(Ticket {
        id: view.ticket_id?,
        number: view.ticket_number?,
        state: view.ticket_state?,
        assignee: view.assignee_id.map(|id| Assignee {
            id,
            name: view.assignee_name.clone().unwrap_or_default(),
        }),
        queue: TicketQueue {
            id: view.queue_id?,
            name: view.queue_name.clone().unwrap_or_default(),
        },
        opened_at: view.ticket_opened_at?,
        resolved_at: view.ticket_resolved_at,
    })
}

fn last_message(view: &ConversationView) -> Option<LastMessage> {
    Some(LastMessage {
        id: view.last_id?,
        direction: view.last_direction?,
        kind: view.last_kind?,
        text: view.last_text.as_deref().map(snippet),
        author_name: view.last_author.clone(),
        state: view.last_state,
        at: view.last_at?,
    })
}
