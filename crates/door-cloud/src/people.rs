//! The phone's address book, and who wants no offers.

use crate::message::{UNKNOWN_PAST, time};
use crate::person::{Known, digits};
use door::{ContactName, Knock, Preference, Sender};
use graph::webhook::change::Change;
use graph::webhook::people::{PreferencesValue, SyncEntry, SyncValue};

pub(crate) fn names(change: &Change, value: &SyncValue) -> Vec<Knock> {
    let entries = value.entries.iter();
    entries
        .filter_map(|entry| name(change, entry))
        .map(Knock::ContactName)
        .collect()
}

fn name(change: &Change, entry: &SyncEntry) -> Option<ContactName> {
    if entry.kind.as_deref().is_some_and(|kind| kind != "contact") {
        return None;
    }
    let person = Sender {
        wa_id: entry
            .phone_number
            .as_deref()
            .map(digits)
            .filter(|it| !it.is_empty()),
        bsuid: entry.user_id.clone(),
        ..Sender::default()
    };
    if person.wa_id.is_none() && person.bsuid.is_none() {
        return None;
    }
    let name = entry.full_name.clone().or_else(|| entry.first_name.clone());
    let removed = entry.action.as_deref() == Some("remove");
    Some(ContactName {
        person,
        at: time(change, entry.timestamp).unwrap_or(UNKNOWN_PAST),
        name: name.filter(|name| !removed && !name.is_empty()),
    })
}

pub(crate) fn preferences(change: &Change, value: &PreferencesValue) -> Vec<Knock> {
    let known = Known(&value.contacts);
    let mut knocks = Vec::with_capacity(value.preferences.len());
    for preference in &value.preferences {
        let person = known.named(preference.wa_id.clone(), preference.user_id.clone());
        let stopped = match preference.value.as_deref() {
            Some("stop") => true,
            Some("resume") => false,
            Some(_) | None => continue,
        };
        if person.wa_id.is_none() && person.bsuid.is_none() {
            continue;
        }
        knocks.push(Knock::Preference(Preference {
            person,
            at: time(change, preference.timestamp).unwrap_or(UNKNOWN_PAST),
            category: preference.category.clone().unwrap_or_default(),
            stopped,
            detail: preference.detail.clone(),
        }));
    }
    knocks
}
