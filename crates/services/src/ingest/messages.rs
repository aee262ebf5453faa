//! Inbound messages: their rows, their place in the thread, their quoted message.

use super::batch::is_live;
use super::conversations::Threads;
use crate::Cx;
use domain::text::storable;
use domain::{
    Actor, AuthorKind, ContactId, Direction, DoorKind, EventKind, MessageId, Origin, Time,
};
use door::InboundMessage;
use jiff::SignedDuration;
use std::collections::HashMap;
use storage::inbox::MessageRecord;
use storage::{NewEvent, Tx};

/// A message that came this much after the thread had gone on says that it is late. The provider
/// counts seconds and clocks differ, so less is nothing.
const LATE: SignedDuration = SignedDuration::from_secs(30);

/// An inbound message on its way to its row.
pub(super) struct Incoming {
    pub(super) id: MessageId,
    pub(super) message: InboundMessage,
    pub(super) origin: Origin,
    pub(super) received_at: Time,
}

impl Incoming {
    pub(super) fn new(
        mut message: InboundMessage,
        origin: Origin,
        received_at: Time,
        body: &[u8],
    ) -> Self {
        let spoiled = message
            .text
            .as_deref()
            .is_some_and(|text| text.contains('\0'));
        if spoiled && message.raw.is_none() {
            message.raw = Some(String::from_utf8_lossy(body).into_owned());
        }
        message.key = storable(&message.key).into_owned();
        Self {
            id: MessageId::new(),
            message,
            origin,
            received_at,
        }
    }
}

/// What the batch's messages came to.
pub(super) struct Written {
    pub(super) count: u64,
    pub(super) last_at: Option<Time>,
}

impl Written {
    pub(super) async fn write(
        cx: &Cx,
        tx: &mut Tx,
        threads: &mut Threads<'_>,
        messages: Vec<Incoming>,
        contacts: &[ContactId],
    ) -> storage::Result<Self> {
        let quoted = quoted(tx, threads, &messages).await?;
        let mut records = Vec::with_capacity(messages.len());
        let mut raws = Vec::new();
        for (incoming, &contact) in messages.into_iter().zip(contacts) {
            let record = place(threads, &incoming, contact, &quoted);
            if let Some(raw) = incoming.message.raw {
                raws.push((record.id, storable(&raw).into_owned()));
            }
            tx.emit(NewEvent {
                at: cx.now,
                actor: Actor::Contact,
                request_id: None,
                origin: incoming.origin,
                kind: EventKind::MessageReceived {
                    message_id: record.id,
                    conversation_id: record.conversation_id,
                },
            });
            records.push(record);
        }
        // Conversations first: messages point at them.
        threads.write_new(tx).await?;
        tx.messages().insert(&records).await?;
        tx.messages().insert_raws(&raws).await?;
        Ok(Self {
            count: u64::try_from(records.len()).unwrap_or_default(),
            last_at: records.iter().map(|record| record.received_at).max(),
        })
    }
}

/// The messages that these quote, where we have them.
async fn quoted(
    tx: &mut Tx,
    threads: &Threads<'_>,
    messages: &[Incoming],
) -> storage::Result<HashMap<String, MessageId>> {
    let keys: Vec<String> = messages
        .iter()
        .filter_map(|incoming| incoming.message.reply_to_key.clone())
        .collect();
    tx.message_keys(threads.line()).list(&keys).await
}

fn place(
    threads: &mut Threads<'_>,
    incoming: &Incoming,
    contact: ContactId,
    quoted: &HashMap<String, MessageId>,
) -> MessageRecord {
    let message = &incoming.message;
    let live = is_live(incoming.origin);
    // A clock that runs ahead must not push the thread into the future.
    let at = message.at.min(incoming.received_at);
    let thread = threads.thread(contact);
    let before = thread.sort_at;
    let sort_at = if live { at.max(before) } else { at };
    let late = live && thread.last_message_id.is_some() && before.since(at) > LATE;
    let conversation_id = thread.id;
    let ticket_id = threads.note(contact, incoming, at, sort_at);
    MessageRecord {
        id: incoming.id,
        conversation_id,
        ticket_id,
        direction: Direction::In,
        kind: message.kind,
        text: message
            .text
            .as_deref()
            .map(|text| storable(text).into_owned()),
        content: content(message),
        author_kind: AuthorKind::Contact,
        author_member_id: None,
        author_name: None,
        reply_to_id: message
            .reply_to_key
            .as_ref()
            .and_then(|key| quoted.get(key).copied()),
        door: DoorKind::Cloud,
        at,
        sort_at,
        received_at: incoming.received_at,
        late,
        origin: incoming.origin,
        has_raw: message.raw.is_some(),
        provider_id: Some(storable(&message.provider_id).into_owned()),
    }
}

/// The kind's own fields, with the advertisement that the customer came from.
fn content(message: &InboundMessage) -> Option<String> {
    let mut content = message.content.clone();
    if let Some(referral) = &message.referral {
        let fields = content.get_or_insert_with(|| serde_json::json!({}));
        fields["referral"] = referral.clone();
    }
    if message.reply_to_key.is_some() {
        let fields = content.get_or_insert_with(|| serde_json::json!({}));
        fields["is_reply"] = true.into();
    }
    content.map(|content| content.to_string())
}
