//! Inbound messages: their rows, their place in the thread, their quoted message.

use super::batch::is_live;
use super::conversations::Threads;
use super::files;
use super::statuses::apply_early;
use crate::Cx;
use domain::text::storable;
use domain::{
    Actor, AuthorKind, ContactId, ConversationId, DeliveryState, Direction, DoorKind, EventKind,
    LineId, MessageId, MessageKind, Origin, Time,
};
use door::{InboundMessage, MediaPart, Side};
use jiff::SignedDuration;
use std::collections::{BTreeSet, HashMap};
use storage::inbox::{Delivery, MessageRecord};
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

impl Incoming {
    /// It names no thread: only what is here already can be meant.
    pub(super) fn is_of_nobody(&self) -> bool {
        let sender = &self.message.sender;
        self.message.side == Side::Phone && sender.wa_id.is_none() && sender.bsuid.is_none()
    }

    /// Something happened to the customer's account; nobody wrote anything.
    pub(super) fn is_notice(&self) -> bool {
        self.message.kind == MessageKind::System
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
        let line = threads.line();
        let mut all = Rows::default();
        for (mut incoming, &contact) in messages.into_iter().zip(contacts) {
            let record = place(threads, &incoming, contact, &quoted);
            if let Some(raw) = incoming.message.raw.take() {
                all.raws.push((record.id, storable(&raw).into_owned()));
            }
            if let Some(part) = incoming.message.media.take() {
                all.files.push((record.id, record.kind, part));
            }
            if record.direction == Direction::Out {
                let delivery = delivery(line, &record, incoming.message.reached);
                all.deliveries.push((delivery, incoming.message.key));
            }
            all.tell(cx, tx, &record);
            all.records.push(record);
        }
        // Conversations first: messages point at them.
        threads.write_new(tx).await?;
        let records = all.write(cx, tx, line).await?;
        Ok(Self {
            count: u64::try_from(records.len()).unwrap_or_default(),
            last_at: records.iter().map(|record| record.received_at).max(),
        })
    }
}

/// What a batch of messages leaves in the tables.
#[derive(Default)]
struct Rows {
    records: Vec<MessageRecord>,
    raws: Vec<(MessageId, String)>,
    files: Vec<(MessageId, MessageKind, MediaPart)>,
    deliveries: Vec<(Delivery, String)>,
    /// Threads of which the past was told.
    remembered: BTreeSet<ConversationId>,
}

impl Rows {
    /// History may be thousands of messages: its threads are told once, and nobody is notified.
    fn tell(&mut self, cx: &Cx, tx: &mut Tx, record: &MessageRecord) {
        let (message_id, conversation_id) = (record.id, record.conversation_id);
        let kind = match (record.origin, record.direction) {
            (Origin::History, _) if !self.remembered.insert(conversation_id) => return,
            (Origin::History, _) => EventKind::ConversationUpdated { conversation_id },
            (Origin::Live | Origin::Replay, Direction::In) => EventKind::MessageReceived {
                message_id,
                conversation_id,
            },
            (Origin::Live | Origin::Replay, Direction::Out) => EventKind::MessageAccepted {
                message_id,
                conversation_id,
            },
        };
        let actor = match record.author_kind {
            AuthorKind::Contact => Actor::Contact,
            AuthorKind::Member | AuthorKind::Api | AuthorKind::Phone | AuthorKind::System => {
                Actor::System
            }
        };
        tx.emit(NewEvent {
            at: cx.now,
            actor,
            request_id: None,
            origin: record.origin,
            kind,
        });
    }

    async fn write(
        self,
        cx: &Cx,
        tx: &mut Tx,
        line: LineId,
    ) -> storage::Result<Vec<MessageRecord>> {
        tx.messages().insert(&self.records).await?;
        tx.messages().insert_raws(&self.raws).await?;
        files::expect(cx, tx, line, self.files).await?;
        let mut deliveries = Vec::with_capacity(self.deliveries.len());
        let keys: Vec<String> = self.deliveries.iter().map(|(_, key)| key.clone()).collect();
        let early = tx.early_statuses(line).take(&keys).await?;
        for (mut delivery, key) in self.deliveries {
            let told = early.iter().filter(|status| status.key == key);
            apply_early(cx, tx, &mut delivery, told.cloned().collect()).await?;
            deliveries.push(delivery);
        }
        tx.deliveries().put(&deliveries).await?;
        Ok(self.records)
    }
}

/// Where a message of the phone stands: it went out, and later statuses move it on.
fn delivery(line: LineId, record: &MessageRecord, reached: Option<DeliveryState>) -> Delivery {
    let (message, thread) = (record.id, record.conversation_id);
    let mut delivery = Delivery::queued(message, thread, line, 0, record.at);
    delivery.reach(DeliveryState::Sent, record.at);
    if let Some(state) = reached {
        delivery.reach(state, record.at);
    }
    delivery
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
    let (direction, author_kind) = match message.side {
        _ if incoming.is_notice() => (Direction::In, AuthorKind::System),
        Side::Customer => (Direction::In, AuthorKind::Contact),
        Side::Phone => (Direction::Out, AuthorKind::Phone),
    };
    MessageRecord {
        id: incoming.id,
        conversation_id,
        ticket_id,
        direction,
        kind: message.kind,
        text: message
            .text
            .as_deref()
            .map(|text| storable(text).into_owned()),
        content: content(message),
        author_kind,
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
pub(super) fn content(message: &InboundMessage) -> Option<String> {
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
