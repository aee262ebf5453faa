//! One-time links: sign in, set up the first owner.

use super::SystemTx;
use crate::Result;
use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use domain::{LinkId, LinkKind, Time, UserId};

/// A link that works once. Its secret was shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: LinkId,
    pub kind: LinkKind,
    /// Who is signed in by it.
    pub user: Option<UserId>,
    pub created_at: Time,
    pub expires_at: Time,
    pub used_at: Option<Time>,
}

row! {
    struct LinkRow {
        id: LinkId,
        kind: LinkKind,
        user_id: Option<UserId>,
        created_at: Time,
        expires_at: Time,
        used_at: Option<Time>,
    }
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            user: row.user_id,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
        }
    }
}

impl SystemTx {
    /// Who opens a link has not signed in yet.
    pub const fn links(&mut self) -> Links<'_> {
        Links(self)
    }
}

/// The one-time links of the installation.
pub struct Links<'tx>(&'tx mut SystemTx);

impl Links<'_> {
    /// The link of a secret, used and expired ones too.
    pub async fn find_by_token(self, token: &TokenHash) -> Result<Option<Link>> {
        let row: Option<LinkRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, kind, user_id, created_at, expires_at, used_at FROM links WHERE token_hash = $1",
        )
        .bind(token.as_slice())
        .fetch_optional(db)
        .await
        })?;
        Ok(row.map(Link::from))
    }

    pub async fn insert(self, link: &Link, token: &TokenHash) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO links (id, kind, token_hash, user_id, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(link.id)
        .bind(link.kind)
        .bind(token.as_slice())
        .bind(link.user)
        .bind(link.created_at)
        .bind(link.expires_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Takes the link for the one who opens it. False when somebody else was quicker.
    pub async fn claim(self, id: LinkId, at: Time) -> Result<bool> {
        let changed = on!(self.0, |db| {
            sqlx::query(
            "UPDATE links SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(id)
        .bind(at)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
        })?;
        Ok(changed == 1)
    }

    /// Forgets the links of a kind that nobody used, when a new one takes their place.
    pub async fn remove_unused(self, kind: LinkKind) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM links WHERE kind = $1 AND used_at IS NULL"
        )
        .bind(kind)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
