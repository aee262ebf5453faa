//! A message of a customer: its kind, the words that people read, and the provider's own fields.

use crate::{content, media, message_key};
use domain::{DeliveryState, MessageKind, Time};
use door::{Edit, InboundMessage, Knock, Reaction, Revoke, Sender, Side};
use graph::webhook::Body;
use graph::webhook::body::{Edit as MetaEdit, System};
use graph::webhook::change::Change;
use graph::webhook::message::InboundMessage as MetaMessage;

/// The time of a status or a reaction that tells none: it never moves anything forward.
pub(crate) const UNKNOWN_PAST: Time = Time::from_millis(0);
/// The time of a message that tells none: whoever takes it in knows that it is not of the future.
const UNKNOWN_NOW: Time = Time::from_millis(i64::MAX);

/// Where a message was told, and whose thread it belongs to.
pub(crate) struct Told<'a> {
    pub(crate) change: &'a Change,
    pub(crate) side: Side,
    /// The customer, whoever wrote.
    pub(crate) sender: Sender,
}

pub(crate) fn knock(told: Told<'_>, message: &MetaMessage) -> Knock {
    if message.group_id.is_some() {
        // A group is not its member: taken for one it would open a conversation with the wrong peer.
        return Knock::Other {
            field: "messages.group".to_owned(),
            raw: message.raw.get().to_owned(),
        };
    }
    match &message.body {
        Body::Reaction(it) => {
            let Told { side, sender, .. } = told;
            Knock::Reaction(Reaction {
                key: message_key(&message.id),
                provider_id: message.id.clone(),
                at: time(told.change, message.timestamp).unwrap_or(UNKNOWN_PAST),
                side,
                sender,
                target_key: message_key(&it.message_id),
                emoji: it.emoji.clone(),
            })
        }
        Body::Edit(it) if is_readable(it) => edit(told, message, it),
        Body::Revoke(it) => Knock::Revoke(Revoke {
            key: message_key(&message.id),
            at: time(told.change, message.timestamp).unwrap_or(UNKNOWN_PAST),
            side: told.side,
            target_key: message_key(&it.original_message_id),
            sender: told.sender,
        }),
        Body::Text(_)
        | Body::Image(_)
        | Body::Video(_)
        | Body::Audio(_)
        | Body::Document(_)
        | Body::Sticker(_)
        | Body::Location(_)
        | Body::Contacts(_)
        | Body::Interactive(_)
        | Body::Button(_)
        | Body::Order(_)
        | Body::System(_)
        | Body::Edit(_)
        | Body::Unsupported(_)
        | Body::Unknown => Knock::Message(Box::new(self::message(told, message))),
    }
}

fn message(told: Told<'_>, message: &MetaMessage) -> InboundMessage {
    let fields = content::Fields::of(&message.raw);
    let kind = kind(message);
    let keeps_raw = kind == MessageKind::Unknown
        || (kind == MessageKind::Unsupported && !is_placeholder(message))
        || fields.others(message.body.kind()) > 0;
    let also = if let Body::System(system) = &message.body {
        also(system, &told.sender)
    } else {
        None
    };
    InboundMessage {
        key: message_key(&message.id),
        provider_id: message.id.clone(),
        at: time(told.change, message.timestamp).unwrap_or(UNKNOWN_NOW),
        side: told.side,
        sender: told.sender,
        also,
        reached: message.history_status.as_deref().and_then(reached),
        media: media::part(&message.body),
        kind,
        text: content::text(&message.body),
        content: content::of(&fields, kind, message),
        reply_to_key: answered(message).map(message_key),
        referral: message.referral.as_ref().map(content::referral),
        raw: keeps_raw.then(|| message.raw.get().to_owned()),
    }
}

fn edit(told: Told<'_>, message: &MetaMessage, edit: &MetaEdit) -> Knock {
    Knock::Edit(Box::new(Edit {
        key: message_key(&message.id),
        at: time(told.change, message.timestamp).unwrap_or(UNKNOWN_PAST),
        side: told.side,
        target_key: message_key(&edit.original_message_id),
        text: content::text(&edit.body),
        sender: told.sender,
    }))
}

/// Texts and captions can be edited, nothing else.
const fn is_readable(edit: &MetaEdit) -> bool {
    matches!(
        &*edit.body,
        Body::Text(_) | Body::Image(_) | Body::Video(_) | Body::Document(_)
    )
}

/// What stands in history for a file that comes separately, or never.
fn is_placeholder(message: &MetaMessage) -> bool {
    message.kind.as_deref() == Some("media_placeholder")
}

/// The new number or id of somebody who changed it.
fn also(system: &System, sender: &Sender) -> Option<Sender> {
    let wa_id = system
        .wa_id
        .clone()
        .filter(|it| sender.wa_id.as_ref() != Some(it));
    let bsuid = system
        .user_id
        .clone()
        .filter(|it| sender.bsuid.as_ref() != Some(it));
    if wa_id.is_none() && bsuid.is_none() {
        return None;
    }
    Some(Sender {
        wa_id,
        bsuid,
        ..Sender::default()
    })
}

fn reached(status: &str) -> Option<DeliveryState> {
    match status {
        "SENT" | "PENDING" => Some(DeliveryState::Sent),
        "DELIVERED" => Some(DeliveryState::Delivered),
        "READ" => Some(DeliveryState::Read),
        "PLAYED" => Some(DeliveryState::Played),
        "ERROR" => Some(DeliveryState::Failed),
        _ => None,
    }
}

/// The message's own time, or the change's.
pub(crate) fn time(change: &Change, seconds: Option<i64>) -> Option<Time> {
    seconds.or(change.entry_time).map(Time::from_seconds)
}

fn kind(message: &MetaMessage) -> MessageKind {
    match &message.body {
        Body::Text(_) => MessageKind::Text,
        Body::Image(_) => MessageKind::Image,
        Body::Video(_) => MessageKind::Video,
        Body::Audio(_) => MessageKind::Audio,
        Body::Document(_) => MessageKind::Document,
        Body::Sticker(_) => MessageKind::Sticker,
        Body::Location(_) => MessageKind::Location,
        Body::Contacts(_) => MessageKind::Contacts,
        Body::Interactive(_) => MessageKind::Interactive,
        Body::Button(_) => MessageKind::Button,
        Body::Order(_) => MessageKind::Order,
        Body::System(_) => MessageKind::System,
        Body::Unsupported(_) => MessageKind::Unsupported,
        Body::Unknown if is_placeholder(message) => MessageKind::Unsupported,
        // An edit that says nothing is shown as what it is; the message it speaks of stays as it was.
        Body::Reaction(_) | Body::Edit(_) | Body::Revoke(_) | Body::Unknown => MessageKind::Unknown,
    }
}

/// The wamid of the message that this one speaks of.
fn answered(message: &MetaMessage) -> Option<&str> {
    if let Body::Edit(edit) = &message.body {
        return Some(&edit.original_message_id);
    }
    message.context.as_ref()?.id.as_deref()
}
