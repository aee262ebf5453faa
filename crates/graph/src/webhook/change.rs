//! A journaled change as types: what `envelope::split` wrote, read with all its content.

use serde_json::value::RawValue;

use super::message::{Contact, InboundMessage, MetaError, Unreadable};
use super::status::Status;
use crate::json::{self, Object};

#[derive(Debug, Clone)]
pub struct Change {
    /// The WABA's id; empty where Meta left it out.
    pub entry_id: String,
    pub entry_time: Option<i64>,
    pub field: String,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub enum Content {
    /// Field `messages`.
    Messages(MessagesValue),
    /// Field `smb_message_echoes`: sent from the phone of a line in coexistence.
    Echoes(EchoesValue),
    /// Any other field, or a value that is not an object.
    Other(Box<RawValue>),
}

#[derive(Debug, Clone)]
pub struct MessagesValue {
    pub metadata: Metadata,
    pub contacts: Vec<Contact>,
    pub messages: Vec<Result<InboundMessage, Unreadable>>,
    pub statuses: Vec<Result<Status, Unreadable>>,
    /// Errors that concern the line, not one message.
    pub errors: Vec<MetaError>,
    /// The fields that this type does not name.
    pub leftover: Vec<(String, Box<RawValue>)>,
}

#[derive(Debug, Clone)]
pub struct EchoesValue {
    pub metadata: Metadata,
    pub contacts: Vec<Contact>,
    pub echoes: Vec<Result<InboundMessage, Unreadable>>,
    pub leftover: Vec<(String, Box<RawValue>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    pub display_phone_number: Option<String>,
    pub phone_number_id: Option<String>,
}

/// Fails only where the document is no JSON object.
pub fn parse(bytes: &[u8]) -> Result<Change, serde_json::Error> {
    let text = String::from_utf8_lossy(bytes);
    let document = Object::parse(&text)?;
    let field = document.text("field").unwrap_or_default();
    let raw = document.get("value").unwrap_or(RawValue::NULL);
    let content = match (field.as_str(), Object::read(raw)) {
        ("messages", Some(value)) => Content::Messages(MessagesValue::read(&value)),
        ("smb_message_echoes", Some(value)) => Content::Echoes(EchoesValue::read(&value)),
        _ => Content::Other(raw.to_owned()),
    };
    Ok(Change {
        entry_id: document.text("id").unwrap_or_default(),
        entry_time: document.integer("time"),
        field,
        content,
    })
}

impl MessagesValue {
    fn read(o: &Object) -> Self {
        const NAMES: [&str; 6] = [
            "messaging_product",
            "metadata",
            "contacts",
            "messages",
            "statuses",
            "errors",
        ];
        Self {
            metadata: Metadata::read(o),
            contacts: contacts(o),
            messages: list(o, "messages", InboundMessage::read),
            statuses: list(o, "statuses", Status::read),
            errors: MetaError::list(o),
            leftover: leftover(o, &NAMES),
        }
    }

    /// The contact that belongs to a sender or recipient, by BSUID or else by phone.
    pub fn contact(&self, wa_id: Option<&str>, user_id: Option<&str>) -> Option<&Contact> {
        find_contact(&self.contacts, wa_id, user_id)
    }
}

impl EchoesValue {
    fn read(o: &Object) -> Self {
        const NAMES: [&str; 4] = [
            "messaging_product",
            "metadata",
            "contacts",
            "message_echoes",
        ];
        Self {
            metadata: Metadata::read(o),
            contacts: contacts(o),
            echoes: list(o, "message_echoes", InboundMessage::read),
            leftover: leftover(o, &NAMES),
        }
    }

    pub fn contact(&self, wa_id: Option<&str>, user_id: Option<&str>) -> Option<&Contact> {
        find_contact(&self.contacts, wa_id, user_id)
    }
}

impl Metadata {
    fn read(parent: &Object) -> Self {
        let read = |o: Object| Self {
            display_phone_number: o.text("display_phone_number"),
            phone_number_id: o.text("phone_number_id"),
        };
        parent.object("metadata").map(read).unwrap_or_default()
    }
}

fn contacts(parent: &Object) -> Vec<Contact> {
    let contacts = parent.objects("contacts");
    contacts.map(|o| Contact::read(&o)).collect()
}

fn find_contact<'c>(
    contacts: &'c [Contact],
    wa_id: Option<&str>,
    user_id: Option<&str>,
) -> Option<&'c Contact> {
    let same =
        |ours: Option<&str>, theirs: &Option<String>| ours.is_some() && ours == theirs.as_deref();
    let by_user = contacts.iter().find(|it| same(user_id, &it.user_id));
    by_user.or_else(|| contacts.iter().find(|it| same(wa_id, &it.wa_id)))
}

type Reader<T> = fn(&RawValue) -> Result<T, Unreadable>;

/// Each element on its own; what stands there instead of a list is one unreadable element.
fn list<T>(parent: &Object, name: &str, read: Reader<T>) -> Vec<Result<T, Unreadable>> {
    let Some(raw) = parent.get(name) else {
        return Vec::new();
    };
    let Some(elements) = json::elements(raw) else {
        return vec![Err(Unreadable::new(raw, "is not a list"))];
    };
    elements.into_iter().map(read).collect()
}

fn leftover(o: &Object, names: &[&str]) -> Vec<(String, Box<RawValue>)> {
    o.others(names)
        .map(|(name, raw)| (name.to_owned(), raw.to_owned()))
        .collect()
}
