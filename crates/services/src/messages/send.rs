//! Accepts a message: once, checked, with its delivery queued, in one transaction.

use super::{FullMessage, full};
use crate::{Caller, Cx, Refusal};
use domain::message::MAX_TEXT;
use domain::text::storable;
use domain::{
    AuthorKind, ConversationId, Direction, DoorKind, DoorState, EventKind, MessageId, MessageKind,
    Origin, Permission, Time, WindowState,
};
use storage::Tx;
use storage::inbox::{Conversation, Delivery, IdempotencyRecord, MessageRecord};

/// A text to send.
#[derive(Clone, Debug)]
pub struct SendText {
    pub conversation: ConversationId,
    pub body: String,
    pub preview_url: bool,
    pub reply_to: Option<MessageId>,
    /// The same key is the same message, whatever happens in between.
    pub idempotency_key: Option<String>,
}

/// A message that was accepted, now or by an earlier request with the same key.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub message: FullMessage,
    pub replayed: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("the customer-care window closed at {closed_at}; a template is needed to write first")]
    WindowClosed { closed_at: Time },
    #[error("this customer has not written to this line yet; a template is needed to write first")]
    WindowNeverOpened,
    #[error("the text is empty; write something")]
    TextEmpty,
    #[error("the text is longer than {limit} characters; shorten it or send it in parts")]
    TextTooLong { limit: usize },
    #[error("the line is disabled; enable it on the page of lines")]
    LineDisabled,
    #[error("the line's connection needs attention: {reason}; see the page of lines")]
    DoorUnavailable { reason: String },
    #[error("this idempotency key was used for another message; use a new one")]
    KeyReused,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for SendError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

const LONGEST_KEY: usize = 128;

pub async fn send(cx: &Cx, wanted: SendText) -> Result<Accepted, SendError> {
    cx.require(Permission::MessagesSend)?;
    check_text(&wanted.body)?;
    let claim = claim(cx, &wanted)?;
    let mut tx = cx.begin().await?;
    // The conversation's lock orders messages, and makes two requests with one key wait in line.
    let mut conversation = tx.conversations().get(wanted.conversation).await?;
    if let Some(claim) = &claim
        && let Some(record) = tx.find_idempotency_key(&claim.actor, &claim.key).await?
    {
        if record.body_hash != claim.hash {
            return Err(SendError::KeyReused);
        }
        let message = load(cx, &mut tx, record.message_id).await?;
        return Ok(Accepted {
            message,
            replayed: true,
        });
    }
    check_door(&mut tx, &conversation).await?;
    check_window(cx, &conversation)?;
    if let Some(quoted) = wanted.reply_to
        && tx.messages().get(quoted).await?.conversation_id != conversation.id
    {
        return Err(Refusal::NotFound("quoted message").into());
    }
    let record = record(cx, &conversation, &wanted);
    let id = record.id;
    accept(cx, &mut tx, &mut conversation, record).await?;
    if let Some(claim) = claim {
        let used = IdempotencyRecord {
            body_hash: claim.hash,
            message_id: id,
        };
        tx.insert_idempotency_key(&claim.actor, &claim.key, &used, cx.now)
            .await?;
    }
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    metrics::counter!("aldaba_messages_accepted_total").increment(1);
    Ok(Accepted {
        message,
        replayed: false,
    })
}

/// The message's rows, its place in the conversation, its event.
async fn accept(
    cx: &Cx,
    tx: &mut Tx,
    conversation: &mut Conversation,
    record: MessageRecord,
) -> storage::Result<()> {
    let delivery = Delivery::queued(
        record.id,
        conversation.id,
        conversation.line_id,
        conversation.next_position,
        cx.now,
    );
    conversation.next_position += 1;
    conversation.sort_at = record.sort_at;
    conversation.last_message_id = Some(record.id);
    // An answer: what the customer wrote so far is not waiting any more.
    conversation.handled_count = conversation.inbound_count;
    tx.messages().insert(std::slice::from_ref(&record)).await?;
    tx.deliveries().put(&[delivery]).await?;
    tx.conversations()
        .put(std::slice::from_ref(conversation))
        .await?;
    tx.wake_line(conversation.line_id);
    let (message_id, conversation_id) = (record.id, conversation.id);
    tx.emit(cx.event(EventKind::MessageAccepted {
        message_id,
        conversation_id,
    }));
    Ok(())
}

fn check_text(body: &str) -> Result<(), SendError> {
    if body.trim().is_empty() {
        return Err(SendError::TextEmpty);
    }
    if body.chars().count() > MAX_TEXT {
        return Err(SendError::TextTooLong { limit: MAX_TEXT });
    }
    Ok(())
}

pub(super) async fn check_door(tx: &mut Tx, conversation: &Conversation) -> Result<(), SendError> {
    let line = tx.lines().get(conversation.line_id).await?;
    let door = tx.doors().get(line.id, DoorKind::Cloud).await?;
    if !line.enabled || !door.enabled {
        return Err(SendError::LineDisabled);
    }
    if door.state == DoorState::NeedsAttention {
        let reason = door.problem.map_or_else(
            || "the last check failed".to_owned(),
            |problem| problem.message,
        );
        return Err(SendError::DoorUnavailable { reason });
    }
    Ok(())
}

pub(super) fn check_window(cx: &Cx, conversation: &Conversation) -> Result<(), SendError> {
    let window = conversation.window();
    match (window.state(cx.now), window.closes_at()) {
        (WindowState::Open, _) => Ok(()),
        (WindowState::Closed, Some(closed_at)) => Err(SendError::WindowClosed { closed_at }),
        (WindowState::Closed, None) => Err(SendError::WindowNeverOpened),
    }
}

fn record(cx: &Cx, conversation: &Conversation, wanted: &SendText) -> MessageRecord {
    let (author_kind, author_name) = match &cx.caller {
        Caller::Member { .. } => (AuthorKind::Member, None),
        Caller::Api { name, .. } => (AuthorKind::Api, Some(name.clone())),
        Caller::System => (AuthorKind::System, None),
    };
    MessageRecord {
        id: MessageId::new(),
        conversation_id: conversation.id,
        ticket_id: conversation.ticket_id,
        direction: Direction::Out,
        kind: MessageKind::Text,
        text: Some(storable(&wanted.body).into_owned()),
        content: Some(serde_json::json!({ "preview_url": wanted.preview_url }).to_string()),
        author_kind,
        author_member_id: cx.member(),
        author_name,
        reply_to_id: wanted.reply_to,
        door: DoorKind::Cloud,
        at: cx.now,
        sort_at: cx.now.max(conversation.sort_at),
        received_at: cx.now,
        late: false,
        origin: Origin::Live,
        has_raw: false,
        provider_id: None,
    }
}

/// A caller's key, and the hash of what it stands for.
struct Claim {
    actor: String,
    key: String,
    hash: Vec<u8>,
}

fn claim(cx: &Cx, wanted: &SendText) -> Result<Option<Claim>, Refusal> {
    let Some(key) = &wanted.idempotency_key else {
        return Ok(None);
    };
    if key.is_empty() || key.len() > LONGEST_KEY || key.chars().any(char::is_control) {
        let detail = format!("use 1 to {LONGEST_KEY} printable characters");
        return Err(Refusal::invalid("Idempotency-Key", "invalid_key", detail));
    }
    let actor = match &cx.caller {
        Caller::Member { member, .. } => member.to_string(),
        Caller::Api { token, .. } => token.to_string(),
        Caller::System => "system".to_owned(),
    };
    let body = serde_json::json!([
        wanted.conversation,
        wanted.body,
        wanted.preview_url,
        wanted.reply_to,
    ]);
    let hash = ring::digest::digest(&ring::digest::SHA256, body.to_string().as_bytes());
    Ok(Some(Claim {
        actor,
        key: key.clone(),
        hash: hash.as_ref().to_vec(),
    }))
}

pub(super) async fn load(cx: &Cx, tx: &mut Tx, id: MessageId) -> Result<FullMessage, Refusal> {
    let views = tx.message_views_by_id(&[id]).await?;
    let found = full(&cx.env, tx, views).await?;
    found.into_iter().next().ok_or(Refusal::NotFound("message"))
}
