//! One contact with its identities and conversations.

use super::person::same_person;
use crate::{Cx, Refusal};
use domain::{ContactId, Permission, Time};
use storage::inbox::{Contact, ConversationView, Identity};
use storage::{Tx, Warning};

/// Meta's word for offers.
pub(crate) const MARKETING: &str = "marketing_messages";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactView {
    pub contact: Contact,
    pub identities: Vec<Identity>,
    pub conversations: Vec<ConversationView>,
    /// Where the last attempt to reach this person failed.
    pub warning: Option<Warning>,
    /// Since when they want no offers.
    pub marketing_stopped_at: Option<Time>,
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

/// The contact, with what is known of the person under all of theirs.
pub(crate) async fn view(tx: &mut Tx, id: ContactId) -> Result<ContactView, Refusal> {
    let contact = tx.contacts().get(id).await?;
    let all = same_person(tx, id).await?;
    let mut identities = Vec::new();
    for &one in &all {
        identities.extend(tx.identities().list_of(one).await?);
    }
    let conversations = tx.conversation_views_of(&all).await?;
    let warning = tx.warnings().list(&all).await?.into_iter().next();
    let marketing_stopped_at = marketing_stopped_at(tx, &all).await?;
    Ok(ContactView {
        contact,
        identities,
        conversations,
        warning,
        marketing_stopped_at,
    })
}

/// The last word of the person under any of their contacts.
pub(crate) async fn marketing_stopped_at(
    tx: &mut Tx,
    all: &[ContactId],
) -> storage::Result<Option<Time>> {
    let mut last: Option<(Time, bool)> = None;
    for &one in all {
        for wish in tx.preferences_of(one).await? {
            if wish.category == MARKETING && last.is_none_or(|(at, _)| at <= wish.at) {
                last = Some((wish.at, wish.stopped));
            }
        }
    }
    Ok(last.filter(|(_, stopped)| *stopped).map(|(at, _)| at))
}
