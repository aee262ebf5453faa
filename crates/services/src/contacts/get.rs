//! One contact with its identities and conversations.

use crate::{Cx, Refusal};
use domain::{ContactId, Permission};
use storage::Tx;
use storage::inbox::{Contact, ConversationView, Identity};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactView {
    pub contact: Contact,
    pub identities: Vec<Identity>,
    pub conversations: Vec<ConversationView>,
}

pub async fn get(cx: &Cx, id: ContactId) -> Result<ContactView, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    view(&mut tx, id).await
}

/// The same in a snapshot, for the live socket.
pub async fn find(tx: &mut Tx, id: ContactId) -> Result<Option<ContactView>, Refusal> {
    match view(tx, id).await {
        Ok(found) => Ok(Some(found)),
        Err(Refusal::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The contact and those that were merged into it.
pub(crate) async fn view(tx: &mut Tx, id: ContactId) -> Result<ContactView, Refusal> {
    let contact = tx.contacts().get(id).await?;
    let mut all = tx.contacts().merged_into(id).await?;
    all.insert(0, id);
    let mut identities = Vec::new();
    for &one in &all {
        identities.extend(tx.identities().list_of(one).await?);
    }
    let conversations = tx.conversation_views_of(&all).await?;
    Ok(ContactView {
        contact,
        identities,
        conversations,
    })
}
