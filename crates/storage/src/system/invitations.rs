//! Invitations from outside: who opens one does not know its organization yet.

use super::SystemTx;
use crate::invitations::{Invitation, InvitationRow};
use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use crate::{Error, Result};
use domain::{InvitationId, Locale, MemberId, OrganizationId, Role, Time};

/// An invitation with what the guest is told of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedInvitation {
    pub invitation: Invitation,
    pub organization: OrganizationId,
    pub organization_name: String,
    pub organization_locale: Locale,
    pub accepted_at: Option<Time>,
}

row! {
    struct OpenedRow {
        id: InvitationId,
        role: Role,
        email: Option<String>,
        invited_by: Option<MemberId>,
        created_at: Time,
        expires_at: Time,
        organization_id: OrganizationId,
        name: String,
        locale: Locale,
        accepted_at: Option<Time>,
    }
}

impl TryFrom<OpenedRow> for OpenedInvitation {
    type Error = Error;
    fn try_from(row: OpenedRow) -> Result<Self> {
        let invitation = InvitationRow {
            id: row.id,
            role: row.role,
            email: row.email,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        Ok(Self {
            invitation: invitation.try_into()?,
            organization: row.organization_id,
            organization_name: row.name,
            organization_locale: row.locale,
            accepted_at: row.accepted_at,
        })
    }
}

impl SystemTx {
    /// The invitation of a secret, accepted and expired ones too.
    pub async fn find_invitation(&mut self, token: &TokenHash) -> Result<Option<OpenedInvitation>> {
        let row: Option<OpenedRow> = on!(self, |db| {
            sqlx::query_as(
            "SELECT i.id, i.role, i.email, i.invited_by, i.created_at, i.expires_at, i.organization_id,
                    o.name, o.locale, i.accepted_at
             FROM invitations i JOIN organizations o ON o.id = i.organization_id WHERE i.token_hash = $1",
        )
        .bind(token.as_slice())
        .fetch_optional(db)
        .await
        })?;
        row.map(OpenedInvitation::try_from).transpose()
    }
}
