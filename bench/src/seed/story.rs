//! What happened in one conversation: who wrote when, who answered, whether it was resolved.

use uuid::Uuid;

pub(super) struct Story {
    pub(super) contact: Contact,
    pub(super) conversation: Conversation,
    pub(super) ticket: Ticket,
    pub(super) messages: Vec<Message>,
}

pub(super) struct Contact {
    pub(super) id: Uuid,
    pub(super) profile_name: String,
    pub(super) username: Option<String>,
    pub(super) search_key: String,
    pub(super) identities: Vec<Identity>,
    pub(super) created_at: i64,
}

pub(super) struct Identity {
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    pub(super) value: String,
}

pub(super) struct Conversation {
    pub(super) id: Uuid,
    pub(super) sort_at: i64,
    pub(super) last_message: Option<Uuid>,
    pub(super) inbound_count: i64,
    pub(super) handled_count: i64,
    pub(super) next_position: i64,
    pub(super) last_inbound_at: Option<i64>,
}

pub(super) struct Ticket {
    pub(super) id: Uuid,
    pub(super) number: i64,
    pub(super) assignee: Option<Uuid>,
    pub(super) opened_at: i64,
    /// When, and by whom.
    pub(super) resolved: Option<(i64, Option<Uuid>)>,
}

pub(super) struct Message {
    pub(super) id: Uuid,
    pub(super) text: String,
    pub(super) at: i64,
    pub(super) key: String,
    pub(super) provider_id: String,
    pub(super) answer: Option<Answer>,
}

/// What an outbound message has besides.
pub(super) struct Answer {
    pub(super) member: Option<Uuid>,
    pub(super) author: String,
    pub(super) position: i64,
    pub(super) state: &'static str,
    pub(super) delivered_at: Option<i64>,
    pub(super) read_at: Option<i64>,
}
