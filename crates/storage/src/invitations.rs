//! Invitations: one-time links by which somebody becomes a member.

use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{Email, InvitationId, MemberId, Role, Time};

/// An invitation that nobody has accepted yet. Its secret was shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub role: Role,
    pub email: Option<Email>,
    /// The member who invites; an API token is no member.
    pub invited_by: Option<MemberId>,
    pub created_at: Time,
    pub expires_at: Time,
}

row! {
    pub(crate) struct InvitationRow {
        pub(crate) id: InvitationId,
        pub(crate) role: Role,
        pub(crate) email: Option<String>,
        pub(crate) invited_by: Option<MemberId>,
        pub(crate) created_at: Time,
        pub(crate) expires_at: Time,
    }
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = Error;
    fn try_from(row: InvitationRow) -> Result<Self> {
        let corrupt = |error: domain::InvalidEmail| Error::Corrupt {
            what: "invitation",
            why: format!("{}: {error}", row.id),
        };
        Ok(Self {
            id: row.id,
            role: row.role,
            email: row
                .email
                .map(|email| email.parse())
                .transpose()
                .map_err(corrupt)?,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }
}

impl Tx {
    pub const fn invitations(&mut self) -> Invitations<'_> {
        Invitations(self)
    }
}

/// The open invitations of the transaction's organization.
pub struct Invitations<'tx>(&'tx mut Tx);

impl Invitations<'_> {
    pub async fn find(self, id: InvitationId) -> Result<Option<Invitation>> {
        let row: Option<InvitationRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, role, email, invited_by, created_at, expires_at FROM invitations
             WHERE organization_id = $1 AND id = $2 AND accepted_at IS NULL",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        row.map(Invitation::try_from).transpose()
    }

    pub async fn get(self, id: InvitationId) -> Result<Invitation> {
        self.find(id).await?.ok_or(Error::NotFound("invitation"))
    }

    /// What nobody has accepted, the newest first; what expired too.
    pub async fn list(self) -> Result<Vec<Invitation>> {
        let rows: Vec<InvitationRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, role, email, invited_by, created_at, expires_at FROM invitations
             WHERE organization_id = $1 AND accepted_at IS NULL ORDER BY id DESC",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await)?;
        rows.into_iter().map(Invitation::try_from).collect()
    }

    pub async fn insert(self, invitation: &Invitation, token: &TokenHash) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO invitations (organization_id, id, role, email, token_hash, invited_by, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(self.0.organization)
        .bind(invitation.id)
        .bind(invitation.role)
        .bind(invitation.email.as_ref().map(Email::as_str))
        .bind(token.as_slice())
        .bind(invitation.invited_by)
        .bind(invitation.created_at)
        .bind(invitation.expires_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Takes it for the one who accepts. False when somebody else was quicker.
    pub async fn claim(self, id: InvitationId, at: Time) -> Result<bool> {
        let changed = on!(self.0, |db| sqlx::query(
            "UPDATE invitations SET accepted_at = $3
             WHERE organization_id = $1 AND id = $2 AND accepted_at IS NULL",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(at)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    pub async fn remove(self, id: InvitationId) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM invitations WHERE organization_id = $1 AND id = $2"
        )
        .bind(self.0.organization)
        .bind(id)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
