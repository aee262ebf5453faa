//! A contact with its identities.

use domain::{ContactId, ConversationId, IdentityKind, LineId, TicketState, Time};
use serde::Serialize;
use services::contacts::ContactView;
use utoipa::ToSchema;

/// A person. Never known by the number alone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Contact {
    id: ContactId,
    /// The name that the team gave, else the one that the person goes by, else the number.
    #[schema(example = "María José Benítez")]
    name: String,
    /// The name that the team gave.
    given_name: Option<String>,
    /// The name that the person goes by.
    profile_name: Option<String>,
    #[schema(example = "+525555550142")]
    phone: Option<String>,
    username: Option<String>,
    identities: Vec<Identity>,
    /// Since when nobody may write to them, and what they write opens no ticket.
    blocked_at: Option<Time>,
    /// Since when they want no offers. With `getContact` only; else `null`.
    marketing_stopped_at: Option<Time>,
    created_at: Time,
    /// With `getContact` only: when the last attempt to reach this person failed. Not a block.
    unreachable_since: Option<Time>,
    /// With `getContact` only; else empty.
    conversations: Vec<ContactConversation>,
}

/// Evidence of who a contact is.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Identity {
    kind: IdentityKind,
    value: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct ContactConversation {
    id: ConversationId,
    line: ContactLine,
    ticket_state: Option<TicketState>,
    last_message_at: Time,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct ContactLine {
    id: LineId,
    name: String,
}

impl From<ContactView> for Contact {
    fn from(view: ContactView) -> Self {
        let ContactView {
            contact,
            identities,
            conversations,
            warning,
            marketing_stopped_at,
        } = view;
        let identities: Vec<Identity> = identities
            .into_iter()
            .map(|identity| Identity {
                kind: identity.key.kind,
                value: match identity.key.kind {
                    IdentityKind::Phone => format!("+{}", identity.key.value),
                    IdentityKind::Bsuid | IdentityKind::Lid | IdentityKind::Email => {
                        identity.key.value
                    }
                },
            })
            .collect();
        let phone = identities
            .iter()
            .find(|identity| identity.kind == IdentityKind::Phone)
            .map(|identity| identity.value.clone());
        let name = [
            contact.name.clone(),
            contact.profile_name.clone(),
            contact.username.clone(),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.trim().is_empty())
        .or_else(|| phone.clone())
        .unwrap_or_default();
        Self {
            id: contact.id,
            name,
            given_name: contact.name,
            profile_name: contact.profile_name,
            phone,
            username: contact.username,
            identities,
            blocked_at: contact.blocked_at,
            marketing_stopped_at,
            created_at: contact.created_at,
            unreachable_since: warning.map(|warning| warning.at),
            conversations: conversations
                .into_iter()
                .map(|conversation| ContactConversation {
                    id: conversation.id,
                    line: ContactLine {
                        id: conversation.line_id,
                        name: conversation.line_name,
                    },
                    ticket_state: conversation.ticket_state,
                    last_message_at: conversation.sort_at,
                })
                .collect(),
        }
    }
}
