//! A message as its bubble.

use super::{Media, Text3};
use domain::{
    AuthorKind, ConversationId, DeliveryState, Direction, DoorKind, Failure, MemberId, MessageId,
    MessageKind, Time,
};

use serde::Serialize;
use serde_json::{Map, Value};
use services::messages::{self, Explanation, FullMessage};
use services::views::{MessageView, Reaction};
use utoipa::ToSchema;

/// One message, whichever doors carried it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    id: MessageId,
    conversation_id: ConversationId,
    direction: Direction,
    kind: MessageKind,
    /// The text, the caption, or what a button or a list row says.
    text: Option<String>,
    /// The kind's own fields, as Meta names them.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    content: Map<String, Value>,
    /// The file of a picture, a film, a sound, a document or a sticker.
    media: Option<Media>,
    author: Author,
    reply_to: Option<Quoted>,
    reactions: Vec<MessageReaction>,
    /// The advertisement that the customer came from.
    #[schema(value_type = Option<Referral>)]
    referral: Option<Value>,
    /// Where it stands, for one of ours.
    delivery: Option<Delivery>,
    /// Why the provider did not pass on what the customer sent, where it says so.
    withheld: Option<Withheld>,
    /// The provider's time.
    at: Time,
    /// Where it stands in the thread, with its id. Never changes.
    sort_at: Time,
    received_at: Time,
    /// It came after the thread had gone on.
    late: bool,
    /// Its author changed what it says, at this time for the last time.
    edited_at: Option<Time>,
    /// Its author took it back; what it said is not shown.
    revoked_at: Option<Time>,
    door: DoorKind,
    /// The provider's own form was kept, or what it said before, and may be looked at.
    has_raw: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct Author {
    kind: AuthorKind,
    name: Option<String>,
    member_id: Option<MemberId>,
}

/// The message that this one answers; its id is `null` where it is not here.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Quoted {
    id: Option<MessageId>,
    direction: Option<Direction>,
    author_name: Option<String>,
    kind: Option<MessageKind>,
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct MessageReaction {
    emoji: String,
    author: ReactionAuthor,
    at: Time,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct ReactionAuthor {
    kind: AuthorKind,
    name: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct Withheld {
    /// Meta's code, where it gave one.
    #[schema(example = 131_060)]
    code: Option<i64>,
    title: String,
    /// What it means, in the languages of the house.
    cause: Option<Text3>,
    /// What to do about it.
    action: Option<Text3>,
}

/// The advertisement behind a first message (Meta: referral, 2026-09). Any field may be missing.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes what Meta sends; it is passed on as it came"
)]
struct Referral {
    source_url: Option<String>,
    source_id: Option<String>,
    source_type: Option<String>,
    headline: Option<String>,
    body: Option<String>,
    media_type: Option<String>,
    image_url: Option<String>,
    video_url: Option<String>,
    thumbnail_url: Option<String>,
    ctwa_clid: Option<String>,
}

/// Where an outbound message stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Delivery {
    state: DeliveryState,
    queued_at: Option<Time>,
    /// While it waits: when it goes out, or is tried again.
    due_at: Option<Time>,
    sent_at: Option<Time>,
    delivered_at: Option<Time>,
    read_at: Option<Time>,
    played_at: Option<Time>,
    failed_at: Option<Time>,
    /// Why it failed, why nobody knows, why it waits, or, where it is sent, why the provider holds it back.
    failure: Option<DeliveryFailure>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct DeliveryFailure {
    /// Meta's code, where it gave one.
    #[schema(example = 131_047)]
    code: Option<i64>,
    /// A stable word of ours, or the provider's for what it holds back: `held_for_quality_assessment`, `paused`.
    #[schema(example = "refused")]
    reason: String,
    title: String,
    details: Option<String>,
    /// What it means, in the languages of the house.
    cause: Option<Text3>,
    /// What to do about it.
    action: Option<Text3>,
    retryable: bool,
}

impl From<FullMessage> for Message {
    fn from(full: FullMessage) -> Self {
        let FullMessage {
            view,
            quoted,
            reactions,
            failure,
            withheld,
            media,
        } = full;
        let mut content = content(view.content.as_deref());
        let referral = content.remove("referral");
        let is_reply = content.remove("is_reply").is_some();
        let reply_to = match quoted {
            Some(quoted) => Some(Quoted {
                id: Some(quoted.id),
                direction: Some(quoted.direction),
                author_name: quoted.author_name,
                kind: Some(quoted.kind),
                text: quoted.text,
            }),
            None if is_reply => Some(Quoted {
                id: None,
                direction: None,
                author_name: None,
                kind: None,
                text: None,
            }),
            None => None,
        };
        Self {
            id: view.id,
            conversation_id: view.conversation_id,
            direction: view.direction,
            kind: view.kind,
            delivery: delivery(&view, failure),
            author: Author {
                kind: view.author_kind,
                name: view.author_name,
                member_id: view.author_member_id,
            },
            text: view.text,
            content,
            media: media.map(Media::from),
            reply_to,
            reactions: reactions.into_iter().map(MessageReaction::from).collect(),
            referral,
            withheld: withheld.map(Withheld::from),
            at: view.at,
            sort_at: view.sort_at,
            received_at: view.received_at,
            late: view.late,
            door: view.door,
            has_raw: view.has_raw || view.edited_at.is_some() || view.revoked_at.is_some(),
            edited_at: view.edited_at,
            revoked_at: view.revoked_at,
        }
    }
}

fn content(json: Option<&str>) -> Map<String, Value> {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

fn delivery(
    view: &MessageView,
    failure: Option<(Failure, Option<Explanation>)>,
) -> Option<Delivery> {
    Some(Delivery {
        state: view.state?,
        queued_at: view.queued_at,
        due_at: view
            .due_at
            .filter(|_| view.state == Some(DeliveryState::Waiting)),
        sent_at: view.sent_at,
        delivered_at: view.delivered_at,
        read_at: view.read_at,
        played_at: view.played_at,
        failed_at: view.failed_at,
        failure: failure.map(|(failure, explanation)| {
            let (cause, action) = explanation
                .map(|explanation| (explanation.cause.into(), explanation.action.into()))
                .unzip();
            DeliveryFailure {
                code: failure.code,
                reason: failure.reason,
                title: failure.title,
                details: failure.details,
                cause,
                action,
                retryable: failure.retryable,
            }
        }),
    })
}

impl From<messages::Withheld> for Withheld {
    fn from(withheld: messages::Withheld) -> Self {
        let (cause, action) = withheld
            .explanation
            .map(|explanation| (explanation.cause.into(), explanation.action.into()))
            .unzip();
        Self {
            code: withheld.code,
            title: withheld.title,
            cause,
            action,
        }
    }
}

impl From<Reaction> for MessageReaction {
    fn from(reaction: Reaction) -> Self {
        Self {
            emoji: reaction.emoji,
            author: ReactionAuthor {
                kind: reaction.author_kind,
                name: reaction.author_name,
            },
            at: reaction.at,
        }
    }
}
