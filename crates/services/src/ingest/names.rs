//! What is told of people beside their messages: the phone's address book, and who wants no offers.

use super::people::refresh_search_key;
use crate::Cx;
use crate::contacts::{MARKETING, marketing_stopped_at, same_person};
use domain::text::storable;
use domain::{ContactId, EventKind, Time, Wanted};
use door::{ContactName, Preference};
use std::collections::BTreeMap;
use storage::Tx;
use storage::inbox::{Contact, Preference as Wish};

/// Names of the phone's address book become the contacts' names, until the team gives them another.
pub(super) async fn name(
    cx: &Cx,
    tx: &mut Tx,
    names: &[ContactName],
    contacts: &[ContactId],
) -> storage::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    // The last word counts, whatever the order in which it was told.
    let mut last: BTreeMap<ContactId, &ContactName> = BTreeMap::new();
    for (name, &contact) in names.iter().zip(contacts) {
        let known = last.entry(contact).or_insert(name);
        if known.at <= name.at {
            *known = name;
        }
    }
    let ids: Vec<ContactId> = last.keys().copied().collect();
    let in_book = tx.book_names(&ids).await?;
    let mut changed: Vec<Contact> = Vec::new();
    for mut contact in tx.contacts().list_by_id(&ids).await? {
        let Some(told) = last.get(&contact.id) else {
            continue;
        };
        let name = told.name.as_deref().map(|name| storable(name).into_owned());
        let known = in_book.get(&contact.id);
        if name.as_ref() == known {
            continue;
        }
        tx.set_book_name(contact.id, name.as_deref()).await?;
        let is_from_book = contact.name.is_none() || contact.name.as_ref() == known;
        // Who was removed from the address book keeps the name that people know.
        if is_from_book && name.is_some() {
            contact.name = name;
            refresh_search_key(&mut contact, &[]);
            changed.push(contact);
        }
    }
    tx.contacts().put(&changed).await?;
    for contact in changed {
        let contact_id = contact.id;
        tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
    }
    Ok(())
}

pub(super) async fn prefer(
    cx: &Cx,
    tx: &mut Tx,
    preferences: &[Preference],
    contacts: &[ContactId],
) -> storage::Result<()> {
    for (preference, &contact_id) in preferences.iter().zip(contacts) {
        let text = |text: &String| storable(text).into_owned();
        let wish = Wish {
            category: text(&preference.category),
            stopped: preference.stopped,
            detail: preference.detail.as_ref().map(text),
            at: preference.at,
        };
        if tx.put_preference(contact_id, &wish).await? {
            tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
        }
    }
    Ok(())
}

/// Whoever writes nothing but a word for "no more offers" wants none, and may want them again. That word
/// alone never opts anybody in.
pub(super) async fn hear_wishes(
    cx: &Cx,
    tx: &mut Tx,
    wishes: &[(ContactId, Wanted, Time)],
) -> storage::Result<()> {
    for &(contact_id, wanted, at) in wishes {
        let stopped = wanted == Wanted::Stop;
        let person = same_person(tx, contact_id).await?;
        if !stopped && marketing_stopped_at(tx, &person).await?.is_none() {
            continue;
        }
        let wish = Wish {
            category: MARKETING.to_owned(),
            stopped,
            detail: None,
            at,
        };
        if tx.put_preference(contact_id, &wish).await? {
            tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
        }
    }
    Ok(())
}
