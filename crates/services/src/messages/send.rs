//! Accepts a message: once, checked, with its delivery queued, in one transaction.

use super::allowed::{Asked, check_blocked, check_route};
use super::claim::claim;
use super::files;
use super::react::react;
use super::template::{self, UseTemplate};
use super::{FullMessage, full};
use crate::{Caller, Cx, Refusal};
use domain::outbound::{Content, Fault};
use domain::price::PriceCategory;
use domain::text::storable;
use domain::{
    AuthorKind, ConversationId, DeliveryState, Direction, DoorKind, DoorVerdict, EventKind,
    MediaId, MessageId, MessageKind, Origin, Permission, SenderKind, TemplateId, TemplateState,
    Time,
};
use jiff::SignedDuration;
use serde_json::Value;
use storage::Tx;
use storage::inbox::{Conversation, Delivery, MessageRecord};

/// A message to send.
#[derive(Clone, Debug)]
pub struct SendMessage {
    pub conversation: ConversationId,
    pub what: What,
    pub reply_to: Option<MessageId>,
    /// A person's own choice; otherwise the line's policy chooses.
    pub door: Option<DoorKind>,
    /// Not before this moment.
    pub send_at: Option<Time>,
    /// The same key is the same message, whatever happens in between.
    pub idempotency_key: Option<String>,
}

#[derive(Clone, Debug)]
pub enum What {
    Content(Content),
    Template(UseTemplate),
    /// A sign on a message of the thread; an empty one takes it away.
    Reaction {
        message: MessageId,
        emoji: String,
    },
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
    #[error("{}", told(.0))]
    Content(Vec<Fault>),
    #[error("this line can't send messages of the kind {kind}")]
    KindNotOffered { kind: MessageKind },
    #[error("this template is {state} at Meta and can't be sent now; choose another one")]
    TemplateNotSendable { state: TemplateState },
    #[error("the file is not here yet; wait until it is ready")]
    MediaNotReady,
    #[error("this contact has wanted no offers since {at}; send a template of another category")]
    ContactOptedOut { at: Time },
    #[error("this contact has been blocked since {since}; unblock them to write")]
    ContactBlocked { since: Time },
    #[error("codes go to a phone number, and this contact's is not known")]
    PhoneNeeded,
    #[error("this message has not reached the customer's side; a reaction can't be put on it")]
    NotReactable,
    #[error("the line is disabled; enable it on the page of lines")]
    LineDisabled,
    #[error("the line's connection needs attention: {reason}; see the page of lines")]
    DoorUnavailable { reason: String },
    #[error("the line's budget of this month is spent; an administrator can raise it")]
    BudgetReached,
    #[error("no owner of the organization has allowed unofficial doors for this line")]
    UnofficialNotAllowed,
    #[error("no door of this line can take the message: {verdict}")]
    NoDoor { verdict: DoorVerdict },
    #[error("a message can be scheduled for a moment from now on, within {SCHEDULED_DAYS} days")]
    ScheduledOutOfRange,
    #[error("a reaction can't be scheduled; send it now")]
    ReactionScheduled,
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

fn told(faults: &[Fault]) -> String {
    let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
    told.join("; ")
}

/// Nobody remembers what they scheduled for later than that.
const SCHEDULED_DAYS: i64 = 90;

/// A checked message, ready to be written.
pub(super) struct Draft {
    pub(super) kind: MessageKind,
    pub(super) text: Option<String>,
    /// Under Meta's names.
    pub(super) content: Value,
    pub(super) media: Option<MediaId>,
    pub(super) template: Option<TemplateId>,
    pub(super) category: PriceCategory,
}

pub async fn send(cx: &Cx, wanted: SendMessage) -> Result<Accepted, SendError> {
    cx.require(Permission::MessagesSend)?;
    check(&wanted.what)?;
    let claim = claim(cx, &wanted)?;
    let mut tx = cx.begin_shared().await?;
    // The conversation's lock orders messages, and makes two requests with one key wait in line.
    let mut conversation = tx.conversations().get(wanted.conversation).await?;
    if let Some(claim) = &claim
        && let Some(id) = claim.find(&mut tx).await?
    {
        return Ok(Accepted {
            message: load(cx, &mut tx, id).await?,
            replayed: true,
        });
    }
    // Only now: whoever asks again for what was accepted may come after its moment.
    check_time(cx, &wanted)?;
    check_blocked(&mut tx, &conversation).await?;
    let id = match &wanted.what {
        What::Content(content) => {
            let draft = draft(content);
            accept(cx, &mut tx, &mut conversation, draft, &wanted).await?
        }
        What::Template(template) => {
            let draft = template::draft(&mut tx, &conversation, template).await?;
            accept(cx, &mut tx, &mut conversation, draft, &wanted).await?
        }
        What::Reaction { message, emoji } => {
            react(cx, &mut tx, &conversation, *message, emoji).await?
        }
    };
    if let Some(claim) = claim {
        claim.keep(cx, &mut tx, id).await?;
    }
    let message = load(cx, &mut tx, id).await?;
    tx.commit().await?;
    metrics::counter!("aldaba_messages_accepted_total").increment(1);
    Ok(Accepted {
        message,
        replayed: false,
    })
}

/// What can be told without looking at anything.
fn check(what: &What) -> Result<(), SendError> {
    let faults = match what {
        What::Content(content) => content.check(),
        What::Template(_) => Vec::new(),
        What::Reaction { emoji, .. } => domain::outbound::check_reaction(emoji),
    };
    if faults.is_empty() {
        return Ok(());
    }
    Err(SendError::Content(faults))
}

fn check_time(cx: &Cx, wanted: &SendMessage) -> Result<(), SendError> {
    let Some(at) = wanted.send_at else {
        return Ok(());
    };
    if matches!(wanted.what, What::Reaction { .. }) {
        return Err(SendError::ReactionScheduled);
    }
    check_moment(cx, at)
}

pub(super) fn check_moment(cx: &Cx, at: Time) -> Result<(), SendError> {
    let latest = cx.now.plus(SignedDuration::from_hours(24 * SCHEDULED_DAYS));
    // What was meant for a moment ago goes now: a request takes its time.
    let earliest = cx.now.minus(SignedDuration::from_mins(1));
    if at < earliest || at > latest {
        return Err(SendError::ScheduledOutOfRange);
    }
    Ok(())
}

fn draft(content: &Content) -> Draft {
    Draft {
        kind: content.kind(),
        text: content.text().map(str::to_owned),
        content: content.fields(),
        media: content.media_id(),
        template: None,
        category: PriceCategory::Service,
    }
}

/// Checks a message against its conversation and writes it: its rows, its place, its event.
async fn accept(
    cx: &Cx,
    tx: &mut Tx,
    conversation: &mut Conversation,
    draft: Draft,
    wanted: &SendMessage,
) -> Result<MessageId, SendError> {
    let reply_to = wanted.reply_to;
    let asked = Asked {
        sender: sender(cx),
        chosen: wanted.door,
        kind: draft.kind,
        category: draft.category,
    };
    let door = check_route(cx, tx, conversation, asked).await?;
    if let Some(quoted) = reply_to
        && tx.messages().get(quoted).await?.conversation_id != conversation.id
    {
        return Err(Refusal::NotFound("quoted message").into());
    }
    let own = draft.media.zip(draft.kind.as_str().parse().ok());
    files::check(tx, own.map(|(id, kind)| (kind, id)), &draft.content).await?;
    let record = MessageRecord {
        door,
        ..record(cx, conversation, &draft, reply_to)
    };
    let delivery = Delivery {
        door,
        chosen: wanted.door.is_some(),
        ..queued(cx, tx, &record, conversation, wanted.send_at).await?
    };
    conversation.next_position += 1;
    conversation.sort_at = record.sort_at;
    conversation.last_message_id = Some(record.id);
    // An answer: what the customer wrote so far is not waiting any more.
    conversation.handled_count = conversation.inbound_count;
    tx.messages().insert(std::slice::from_ref(&record)).await?;
    tx.deliveries().put(&[delivery]).await?;
    if let Some(media) = draft.media {
        tx.media().link(&[(record.id, media)]).await?;
    }
    if let Some(template) = draft.template {
        tx.templates().insert_use(template, record.id).await?;
    }
    tx.conversations()
        .put(std::slice::from_ref(conversation))
        .await?;
    tx.wake_line(conversation.line_id);
    let (message_id, conversation_id) = (record.id, conversation.id);
    tx.emit(cx.event(EventKind::MessageAccepted {
        message_id,
        conversation_id,
    }));
    Ok(message_id)
}

pub(super) const fn sender(cx: &Cx) -> SenderKind {
    match &cx.caller {
        Caller::Member { .. } | Caller::System => SenderKind::Member,
        Caller::Api { .. } => SenderKind::Api,
    }
}

/// Its place in the line's queue, or until when it waits.
async fn queued(
    cx: &Cx,
    tx: &mut Tx,
    record: &MessageRecord,
    conversation: &Conversation,
    send_at: Option<Time>,
) -> storage::Result<Delivery> {
    let sender = sender(cx);
    let now = Delivery::queued(
        record.id,
        conversation.id,
        conversation.line_id,
        conversation.next_position,
        cx.now,
    );
    let delivery = Delivery {
        sender,
        priority: sender.priority().into(),
        turn: tx.next_turn(conversation.id, cx.now).await?,
        ..now
    };
    Ok(match send_at.filter(|at| *at > cx.now) {
        Some(at) => Delivery {
            state: DeliveryState::Waiting,
            due_at: at,
            turn: at,
            ..delivery
        },
        None => delivery,
    })
}

fn record(
    cx: &Cx,
    conversation: &Conversation,
    draft: &Draft,
    reply_to: Option<MessageId>,
) -> MessageRecord {
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
        kind: draft.kind,
        text: draft
            .text
            .as_deref()
            .map(|text| storable(text).into_owned()),
        content: Some(draft.content.to_string()),
        author_kind,
        author_member_id: cx.member(),
        author_name,
        reply_to_id: reply_to,
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

pub(super) async fn load(cx: &Cx, tx: &mut Tx, id: MessageId) -> Result<FullMessage, Refusal> {
    let views = tx.message_views_by_id(&[id]).await?;
    let found = full(&cx.env, tx, views).await?;
    found.into_iter().next().ok_or(Refusal::NotFound("message"))
}
