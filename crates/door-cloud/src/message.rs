//! A message of a customer: its kind, the words that people read, and the provider's own fields.

use crate::message_key;
use domain::{MessageKind, Time};
use door::{InboundMessage, Knock, Reaction, Sender};
use graph::webhook::Body;
use graph::webhook::change::{Change, MessagesValue};
use graph::webhook::message::{Contact, InboundMessage as MetaMessage, Referral};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::HashMap;

/// The time of a status or a reaction that tells none: it never moves anything forward.
pub(crate) const UNKNOWN_PAST: Time = Time::from_millis(0);
/// The time of a message that tells none: whoever takes it in knows that it is not of the future.
const UNKNOWN_NOW: Time = Time::from_millis(i64::MAX);

/// Fields of a message that have a place of their own; its kind's field comes on top.
const PLACED: [&str; 13] = [
    "id",
    "from",
    "from_user_id",
    "from_parent_user_id",
    "to",
    "to_user_id",
    "group_id",
    "timestamp",
    "type",
    "context",
    "referral",
    "errors",
    "unsupported",
];

pub(crate) fn knock(change: &Change, value: &MessagesValue, message: &MetaMessage) -> Knock {
    if message.group_id.is_some() {
        // A group is not its member: taken for one it would open a conversation with the wrong peer.
        return Knock::Other {
            field: "messages.group".to_owned(),
            raw: message.raw.get().to_owned(),
        };
    }
    let sender = sender(value, message);
    let at = time(change, message.timestamp);
    if let Body::Reaction(reaction) = &message.body {
        return Knock::Reaction(Reaction {
            key: message_key(&message.id),
            provider_id: message.id.clone(),
            at: at.unwrap_or(UNKNOWN_PAST),
            sender,
            target_key: message_key(&reaction.message_id),
            emoji: reaction.emoji.clone(),
        });
    }
    let fields = Fields::of(&message.raw);
    let kind = kind(&message.body);
    let keeps_raw = matches!(kind, MessageKind::Unsupported | MessageKind::Unknown)
        || fields.others(message.body.kind()) > 0;
    Knock::Message(Box::new(InboundMessage {
        key: message_key(&message.id),
        provider_id: message.id.clone(),
        at: at.unwrap_or(UNKNOWN_NOW),
        sender,
        kind,
        text: message.body.text().map(str::to_owned),
        content: content(&fields, message),
        reply_to_key: answered(message).map(message_key),
        referral: message.referral.as_ref().map(referral),
        raw: keeps_raw.then(|| message.raw.get().to_owned()),
    }))
}

/// The message's own time, or the change's.
pub(crate) fn time(change: &Change, seconds: Option<i64>) -> Option<Time> {
    seconds.or(change.entry_time).map(Time::from_seconds)
}

fn sender(value: &MessagesValue, message: &MetaMessage) -> Sender {
    let named = value.contact(message.from.as_deref(), message.from_user_id.as_deref());
    // A message that names nobody is of the one contact that stands beside it.
    let nameless = message.from.is_none() && message.from_user_id.is_none();
    let only = value
        .contacts
        .first()
        .filter(|_| nameless && value.contacts.len() == 1);
    let contact = named.or(only);
    let from_contact =
        |field: fn(&Contact) -> &Option<String>| contact.and_then(|it| field(it).clone());
    Sender {
        wa_id: message
            .from
            .clone()
            .or_else(|| from_contact(|it| &it.wa_id)),
        bsuid: message
            .from_user_id
            .clone()
            .or_else(|| from_contact(|it| &it.user_id)),
        parent_bsuid: message
            .from_parent_user_id
            .clone()
            .or_else(|| from_contact(|it| &it.parent_user_id)),
        username: from_contact(|it| &it.profile.username),
        profile_name: from_contact(|it| &it.profile.name),
    }
}

const fn kind(body: &Body) -> MessageKind {
    match body {
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
        // Edits and deletions are shown as what they are; the message they speak of stays as it was.
        Body::Reaction(_) | Body::Edit(_) | Body::Revoke(_) | Body::Unknown => MessageKind::Unknown,
    }
}

/// The wamid of the message that this one speaks of.
fn answered(message: &MetaMessage) -> Option<&str> {
    if let Body::Edit(edit) = &message.body {
        return Some(&edit.original_message_id);
    }
    if let Body::Revoke(revoke) = &message.body {
        return Some(&revoke.original_message_id);
    }
    message.context.as_ref()?.id.as_deref()
}

fn content(fields: &Fields, message: &MetaMessage) -> Option<Value> {
    let mut content = own_fields(fields, &message.body).unwrap_or_default();
    if matches!(kind(&message.body), MessageKind::Unknown) {
        // What Meta calls it, for the label of the bubble.
        let word = message.kind.clone();
        let word = word.unwrap_or_else(|| message.body.kind().to_owned());
        content.insert("type".to_owned(), word.into());
    }
    mark_forwarded(&mut content, message);
    (!content.is_empty()).then_some(Value::Object(content))
}

/// The fields of the message's kind, as Meta names them.
fn own_fields(fields: &Fields, body: &Body) -> Option<Map<String, Value>> {
    match body {
        Body::Text(_) => {
            // A text's one field is the text itself.
            let mut text = fields.object("text")?;
            text.remove("body");
            Some(text)
        }
        Body::Contacts(_) => {
            let list = fields.list("contacts")?;
            Some(Map::from_iter([("contacts".to_owned(), list)]))
        }
        Body::Unsupported(_) => Some(unsupported(fields)),
        Body::Image(_)
        | Body::Video(_)
        | Body::Audio(_)
        | Body::Document(_)
        | Body::Sticker(_)
        | Body::Location(_)
        | Body::Reaction(_)
        | Body::Interactive(_)
        | Body::Button(_)
        | Body::Order(_)
        | Body::System(_)
        | Body::Edit(_)
        | Body::Revoke(_) => fields.object(body.kind()),
        Body::Unknown => None,
    }
}

/// What it was, and why Meta can't pass it on, where it says so.
fn unsupported(fields: &Fields) -> Map<String, Value> {
    let mut content = fields.object("unsupported").unwrap_or_default();
    if let Some(errors) = fields.list("errors") {
        content.insert("errors".to_owned(), errors);
    }
    content
}

fn mark_forwarded(content: &mut Map<String, Value>, message: &MetaMessage) {
    let Some(origin) = &message.context else {
        return;
    };
    if origin.forwarded || origin.frequently_forwarded {
        content.insert("forwarded".to_owned(), true.into());
    }
    if origin.frequently_forwarded {
        content.insert("frequently_forwarded".to_owned(), true.into());
    }
    if let Some(product) = &origin.referred_product {
        let product = json!({
            "catalog_id": product.catalog_id,
            "product_retailer_id": product.product_retailer_id,
        });
        content.insert("referred_product".to_owned(), product);
    }
}

fn referral(referral: &Referral) -> Value {
    json!({
        "source_url": referral.source_url,
        "source_id": referral.source_id,
        "source_type": referral.source_type,
        "headline": referral.headline,
        "body": referral.body,
        "media_type": referral.media_type,
        "image_url": referral.image_url,
        "video_url": referral.video_url,
        "thumbnail_url": referral.thumbnail_url,
        "ctwa_clid": referral.ctwa_clid,
        "welcome_message": referral.welcome_message,
    })
}

/// A message's fields by name, each still as Meta wrote it.
#[derive(Default, Deserialize)]
#[serde(transparent)]
struct Fields<'a> {
    #[serde(borrow)]
    by_name: HashMap<Cow<'a, str>, &'a RawValue>,
}

impl<'a> Fields<'a> {
    fn of(message: &'a RawValue) -> Self {
        serde_json::from_str(message.get()).unwrap_or_default()
    }

    fn object(&self, name: &str) -> Option<Map<String, Value>> {
        serde_json::from_str(self.by_name.get(name)?.get()).ok()
    }

    fn list(&self, name: &str) -> Option<Value> {
        let list: Vec<Value> = serde_json::from_str(self.by_name.get(name)?.get()).ok()?;
        Some(list.into())
    }

    /// How many fields nothing of ours holds.
    fn others(&self, kind: &str) -> usize {
        let names = self.by_name.keys();
        names
            .filter(|name| *name != kind && !PLACED.contains(&name.as_ref()))
            .count()
    }
}
