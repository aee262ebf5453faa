//! Opens the conversation of a line with a contact, or with a number that a person typed.

use super::get::view;
use crate::contacts::{canonical, same_person};
use crate::ingest::refresh_search_key;
use crate::{Cx, Refusal};
use domain::{
    ContactId, ConversationId, EventKind, IdentityId, IdentityKind, InvalidPhoneNumber, LineId,
    Permission, PhoneNumber,
};
use storage::Tx;
use storage::inbox::{Contact, Conversation, ConversationView, Identity, IdentityKey};

#[derive(Clone, Debug)]
pub struct OpenConversation {
    pub line: LineId,
    pub with: With,
}

/// Whom to write to.
#[derive(Clone, Debug)]
pub enum With {
    Contact(ContactId),
    /// As typed: without `+` it is a number of the organization's country.
    Phone(String),
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Phone(#[from] InvalidPhoneNumber),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for OpenError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Returns the conversation, and whether it was made now.
pub async fn open(
    cx: &Cx,
    wanted: OpenConversation,
) -> Result<(ConversationView, bool), OpenError> {
    cx.require(Permission::MessagesSend)?;
    let mut tx = cx.begin().await?;
    let contact = match &wanted.with {
        With::Contact(id) => canonical(&mut tx, *id).await?,
        With::Phone(typed) => {
            let country = tx.organizations().get().await?.country;
            let phone = PhoneNumber::parse(typed, country)?;
            // Nobody is made for a line that is not there.
            tx.lines().get(wanted.line).await?;
            contact_of(cx, &mut tx, &phone).await?
        }
    };
    let line = tx.lines().get(wanted.line).await?;
    let people = same_person(&mut tx, contact).await?;
    let found = tx.conversations().list_with(line.id, &people).await?;
    let (id, is_new) = match found.first() {
        Some(conversation) => (conversation.id, false),
        None => (start(cx, &mut tx, line.id, contact).await?, true),
    };
    let view = view(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok((view, is_new))
}

async fn contact_of(cx: &Cx, tx: &mut Tx, phone: &PhoneNumber) -> storage::Result<ContactId> {
    let key = |digits: &str| IdentityKey {
        kind: IdentityKind::Phone,
        scope: String::new(),
        value: digits.to_owned(),
    };
    let mut keys = vec![key(phone.digits())];
    keys.extend(
        domain::phone::variants(phone.digits())
            .iter()
            .map(|digits| key(digits)),
    );
    if let Some(identity) = tx.identities().list_by_key(&keys).await?.into_iter().next() {
        return canonical(tx, identity.contact).await;
    }
    let mut contact = Contact {
        id: ContactId::new(),
        name: None,
        profile_name: None,
        username: None,
        search_key: String::new(),
        merged_into: None,
        blocked_at: None,
        created_at: cx.now,
    };
    refresh_search_key(&mut contact, &[phone.digits()]);
    let id = contact.id;
    tx.contacts().put(&[contact]).await?;
    let identity = Identity {
        id: IdentityId::new(),
        contact: id,
        key: keys.swap_remove(0),
        created_at: cx.now,
    };
    tx.identities().insert(&[identity]).await?;
    Ok(id)
}

async fn start(
    cx: &Cx,
    tx: &mut Tx,
    line: LineId,
    contact: ContactId,
) -> storage::Result<ConversationId> {
    let conversation = Conversation {
        id: ConversationId::new(),
        line_id: line,
        contact_id: contact,
        sort_at: cx.now,
        last_message_id: None,
        inbound_count: 0,
        handled_count: 0,
        next_position: 1,
        last_inbound_at: None,
        free_entry_at: None,
        ticket_id: None,
        ticket_state: None,
        assignee_id: None,
        ticket_resolved_at: None,
        created_at: cx.now,
    };
    let id = conversation.id;
    tx.conversations().put(&[conversation]).await?;
    tx.emit(cx.event(EventKind::ConversationUpdated {
        conversation_id: id,
    }));
    Ok(id)
}
