//! What is told of people beside their messages: the phone's address book, and who wants no offers.

use super::change::{Metadata, contacts, find_contact};
use super::message::Contact;
use crate::json::Object;

#[derive(Debug, Clone)]
pub struct SyncValue {
    pub metadata: Metadata,
    pub entries: Vec<SyncEntry>,
}

/// One entry of the address book that was added, changed or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncEntry {
    /// `contact`.
    pub kind: Option<String>,
    /// `add` or `remove`.
    pub action: Option<String>,
    pub full_name: Option<String>,
    pub first_name: Option<String>,
    pub phone_number: Option<String>,
    pub user_id: Option<String>,
    pub timestamp: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct PreferencesValue {
    pub metadata: Metadata,
    pub contacts: Vec<Contact>,
    pub preferences: Vec<Preference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    pub wa_id: Option<String>,
    pub user_id: Option<String>,
    pub detail: Option<String>,
    /// `marketing_messages`.
    pub category: Option<String>,
    /// `stop` or `resume`.
    pub value: Option<String>,
    pub timestamp: Option<i64>,
}

impl SyncValue {
    pub(super) fn read(o: &Object) -> Self {
        let entries = o.objects("state_sync").map(|o| {
            let contact = o.object("contact");
            let of_contact = |name| contact.as_ref().and_then(|it| it.text(name));
            SyncEntry {
                kind: o.text("type"),
                action: o.text("action"),
                full_name: of_contact("full_name"),
                first_name: of_contact("first_name"),
                phone_number: of_contact("phone_number"),
                user_id: of_contact("user_id"),
                timestamp: o.object("metadata").and_then(|it| it.integer("timestamp")),
            }
        });
        Self {
            metadata: Metadata::read(o),
            entries: entries.collect(),
        }
    }
}

impl PreferencesValue {
    pub(super) fn read(o: &Object) -> Self {
        let preferences = o.objects("user_preferences").map(|o| Preference {
            wa_id: o.text("wa_id"),
            user_id: o.text("user_id"),
            detail: o.text("detail"),
            category: o.text("category"),
            value: o.text("value"),
            timestamp: o.integer("timestamp"),
        });
        Self {
            metadata: Metadata::read(o),
            contacts: contacts(o),
            preferences: preferences.collect(),
        }
    }

    pub fn contact(&self, wa_id: Option<&str>, user_id: Option<&str>) -> Option<&Contact> {
        find_contact(&self.contacts, wa_id, user_id)
    }
}
