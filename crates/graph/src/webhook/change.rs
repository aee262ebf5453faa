//! A journaled change as types: what `envelope::split` wrote, read with all its content.

use serde_json::value::RawValue;

use super::account::{self, AccountValue};
use super::history::HistoryValue;
use super::message::{Contact, InboundMessage, MetaError, Unreadable};
use super::people::{PreferencesValue, SyncValue};
use super::status::Status;
use super::template::{self, TemplateValue};
use crate::json::{self, Object};

type ReadValue = fn(&Object) -> Content;

/// How the fields are read that have a shape of their own.
const READERS: [(&str, ReadValue); 5] = [
    ("messages", |o| Content::Messages(MessagesValue::read(o))),
    ("smb_message_echoes", |o| {
        Content::Echoes(EchoesValue::read(o))
    }),
    ("history", |o| Content::History(HistoryValue::read(o))),
    ("smb_app_state_sync", |o| {
        Content::ContactSync(SyncValue::read(o))
    }),
    ("user_preferences", |o| {
        Content::Preferences(PreferencesValue::read(o))
    }),
];

/// Every field that is read as more than [`Content::Other`]: what an app has to subscribe to.
pub fn fields() -> impl Iterator<Item = &'static str> {
    let own = READERS.iter().map(|(field, _)| *field);
    own.chain(account::FIELDS).chain(template::FIELDS)
}

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
    /// Field `history`: what the phone remembers.
    History(HistoryValue),
    /// Field `smb_app_state_sync`: the phone's address book.
    ContactSync(SyncValue),
    /// Field `user_preferences`.
    Preferences(PreferencesValue),
    /// What happened to a number or an account.
    Account(Box<AccountValue>),
    Template(Box<TemplateValue>),
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
    let content = Object::read(raw)
        .and_then(|value| read(&field, &value))
        .unwrap_or_else(|| Content::Other(raw.to_owned()));
    Ok(Change {
        entry_id: document.text("id").unwrap_or_default(),
        entry_time: document.integer("time"),
        field,
        content,
    })
}

fn read(field: &str, value: &Object) -> Option<Content> {
    if let Some((_, read)) = READERS.iter().find(|(own, _)| *own == field) {
        return Some(read(value));
    }
    if account::FIELDS.contains(&field) {
        return Some(Content::Account(Box::new(AccountValue::read(value))));
    }
    if template::FIELDS.contains(&field) {
        return TemplateValue::read(value).map(|it| Content::Template(Box::new(it)));
    }
    None
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
    pub(super) fn read(parent: &Object) -> Self {
        let read = |o: Object| Self {
            display_phone_number: o.text("display_phone_number"),
            phone_number_id: o.text("phone_number_id"),
        };
        parent.object("metadata").map(read).unwrap_or_default()
    }
}

pub(super) fn contacts(parent: &Object) -> Vec<Contact> {
    let contacts = parent.objects("contacts");
    contacts.map(|o| Contact::read(&o)).collect()
}

pub(super) fn find_contact<'c>(
    contacts: &'c [Contact],
    wa_id: Option<&str>,
    user_id: Option<&str>,
) -> Option<&'c Contact> {
    let same =
        |ours: Option<&str>, theirs: &Option<String>| ours.is_some() && ours == theirs.as_deref();
    let by_user = contacts.iter().find(|it| same(user_id, &it.user_id));
    by_user.or_else(|| contacts.iter().find(|it| same(wa_id, &it.wa_id)))
}

pub(super) type Reader<T> = fn(&RawValue) -> Result<T, Unreadable>;

/// Each element on its own; what stands there instead of a list is one unreadable element.
pub(super) fn list<T>(parent: &Object, name: &str, read: Reader<T>) -> Vec<Result<T, Unreadable>> {
    let Some(raw) = parent.get(name) else {
        return Vec::new();
    };
    let Some(elements) = json::elements(raw) else {
        return vec![Err(Unreadable::new(raw, "is not a list"))];
    };
    elements.into_iter().map(read).collect()
}

pub(super) fn leftover(o: &Object, names: &[&str]) -> Vec<(String, Box<RawValue>)> {
    o.others(names)
        .map(|(name, raw)| (name.to_owned(), raw.to_owned()))
        .collect()
}
