//! Nobody writes to a blocked contact, and what they write asks for nobody's attention.

use super::ContactView;
use super::get::view;
use super::person::same_person;
use crate::{Cx, Refusal};
use domain::{ContactId, EventKind, Permission};

/// Blocks the person under each of their contacts; one who is blocked already stays so.
pub async fn block(cx: &Cx, id: ContactId) -> Result<ContactView, Refusal> {
    set_blocked(cx, id, true).await
}

/// The person may be written to again; what they wrote meanwhile is there.
pub async fn unblock(cx: &Cx, id: ContactId) -> Result<ContactView, Refusal> {
    set_blocked(cx, id, false).await
}

async fn set_blocked(cx: &Cx, id: ContactId, blocked: bool) -> Result<ContactView, Refusal> {
    cx.require(Permission::ContactsEdit)?;
    let mut tx = cx.begin().await?;
    let all = same_person(&mut tx, id).await?;
    let already = tx.contacts().blocked(&all).await?;
    let changed: Vec<ContactId> = all
        .into_iter()
        .filter(|one| already.contains(one) != blocked)
        .collect();
    if !changed.is_empty() {
        let at = blocked.then_some(cx.now);
        tx.contacts().set_blocked(&changed, at).await?;
        for contact_id in changed {
            tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
        }
    }
    let view = view(&mut tx, id).await?;
    tx.commit().await?;
    Ok(view)
}
