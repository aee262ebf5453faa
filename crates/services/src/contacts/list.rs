//! People by name or number.

use super::ContactView;
use crate::conversations::search_text;
use crate::page::{self, Page};
use crate::{Cx, Refusal};
use domain::Permission;

#[derive(Clone, Debug, Default)]
pub struct ListContacts {
    pub text: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Conversations are left out: a list needs none of them.
pub async fn list(cx: &Cx, wanted: ListContacts) -> Result<Page<ContactView>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let limit = page::limit(wanted.limit)?;
    let after = wanted
        .cursor
        .as_deref()
        .map(page::read_cursor)
        .transpose()?;
    let mut tx = cx.read().await?;
    let folded = match wanted.text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => search_text(&mut tx, text).await?,
        _ => String::new(),
    };
    let rows = tx.contacts().list(&folded, after, limit + 1).await?;
    let as_of = tx.event_seq().await?;
    let (contacts, next_cursor) =
        page::cut(rows, limit, |row| page::cursor(&row.search_key, row.id));
    let ids: Vec<_> = contacts.iter().map(|contact| contact.id).collect();
    let mut identities = tx.identities().list_of_many(&ids).await?;
    let data = contacts
        .into_iter()
        .map(|contact| ContactView {
            warning: None,
            identities: identities
                .extract_if(.., |identity| identity.contact == contact.id)
                .collect(),
            contact,
            conversations: Vec::new(),
            marketing_stopped_at: None,
        })
        .collect();
    Ok(Page {
        data,
        next_cursor,
        as_of,
    })
}
