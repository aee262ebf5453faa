//! The name that the team gives a contact.

use super::ContactView;
use super::get::view;
use crate::ingest::refresh_search_key;
use crate::{Cx, Refusal};
use domain::text::storable;
use domain::{ContactId, EventKind, Permission};

const LONGEST: usize = 200;

/// `None` goes back to the name that the person goes by.
pub async fn update(cx: &Cx, id: ContactId, name: Option<String>) -> Result<ContactView, Refusal> {
    cx.require(Permission::ContactsEdit)?;
    let name = name
        .map(|name| storable(name.trim()).into_owned())
        .filter(|name| !name.is_empty());
    if name
        .as_ref()
        .is_some_and(|name| name.chars().count() > LONGEST)
    {
        return Err(Refusal::invalid(
            "name",
            "too_long",
            format!("use a name of at most {LONGEST} characters"),
        ));
    }
    let mut tx = cx.begin().await?;
    let mut contact = tx
        .contacts()
        .list_by_id(&[id])
        .await?
        .pop()
        .ok_or(Refusal::NotFound("contact"))?;
    if contact.name != name {
        contact.name = name;
        refresh_search_key(&mut contact, &[]);
        tx.contacts().put(&[contact]).await?;
        tx.emit(cx.event(EventKind::ContactUpdated { contact_id: id }));
    }
    let view = view(&mut tx, id).await?;
    tx.commit().await?;
    Ok(view)
}
