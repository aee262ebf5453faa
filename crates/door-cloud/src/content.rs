//! What a message says: the words that people read, and the kind's own fields as Meta names them.

use domain::MessageKind;
use graph::webhook::Body;
use graph::webhook::body::{Location, SharedContact};
use graph::webhook::message::{InboundMessage as MetaMessage, Referral};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::HashMap;

/// Fields of a message that have a place of their own; its kind's field comes on top.
const PLACED: [&str; 14] = [
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
    "history_context",
];
/// Of a file: they stand with the file itself, and its address is dead in five minutes.
const OF_FILES: [&str; 4] = ["id", "mime_type", "sha256", "url"];

/// The words in it that a person reads.
pub(crate) fn text(body: &Body) -> Option<String> {
    let text = match body {
        Body::Image(media)
        | Body::Video(media)
        | Body::Audio(media)
        | Body::Document(media)
        | Body::Sticker(media) => media.caption.clone(),
        Body::Location(place) => Some(where_it_is(place)),
        Body::Contacts(people) => Some(names(people)),
        Body::Text(_)
        | Body::Reaction(_)
        | Body::Interactive(_)
        | Body::Button(_)
        | Body::Order(_)
        | Body::System(_)
        | Body::Edit(_)
        | Body::Revoke(_)
        | Body::Unsupported(_)
        | Body::Unknown => body.text().map(str::to_owned),
    };
    text.filter(|text| !text.is_empty())
}

/// The place's name and address, or where it lies on the globe.
fn where_it_is(place: &Location) -> String {
    let words = [&place.name, &place.address];
    let words: Vec<&str> = words
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return format!("{:.5}, {:.5}", place.latitude, place.longitude);
    }
    words.join(", ")
}

fn names(people: &[SharedContact]) -> String {
    let names = people.iter().filter_map(|it| it.formatted_name.as_deref());
    names.collect::<Vec<_>>().join(", ")
}

pub(crate) fn of(fields: &Fields, kind: MessageKind, message: &MetaMessage) -> Option<Value> {
    let mut content = own_fields(fields, &message.body).unwrap_or_default();
    if kind == MessageKind::Unknown || matches!(message.body, Body::Unknown) {
        // What Meta calls it, for the label of the bubble.
        let word = message.kind.clone();
        let word = word.unwrap_or_else(|| message.body.kind().to_owned());
        content.insert("type".to_owned(), word.into());
        insert_errors(&mut content, fields);
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
        Body::Image(_) | Body::Video(_) | Body::Audio(_) | Body::Document(_) | Body::Sticker(_) => {
            let mut file = fields.object(body.kind())?;
            file.retain(|name, _| !OF_FILES.contains(&name.as_str()));
            Some(file)
        }
        Body::Location(_)
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
    insert_errors(&mut content, fields);
    content
}

fn insert_errors(content: &mut Map<String, Value>, fields: &Fields) {
    if let Some(errors) = fields.list("errors") {
        content.insert("errors".to_owned(), errors);
    }
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

pub(crate) fn referral(referral: &Referral) -> Value {
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
pub(crate) struct Fields<'a> {
    #[serde(borrow)]
    by_name: HashMap<Cow<'a, str>, &'a RawValue>,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(message: &'a RawValue) -> Self {
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
    pub(crate) fn others(&self, kind: &str) -> usize {
        let names = self.by_name.keys();
        names
            .filter(|name| *name != kind && !PLACED.contains(&name.as_ref()))
            .count()
    }
}
