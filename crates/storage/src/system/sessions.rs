//! Sessions: who is signed in, and where.

use super::SystemTx;
use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use crate::{Error, Result};
use domain::{Email, Locale, SessionId, Time, UserId};

/// One browser in which a user is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub user_agent: Option<String>,
    pub ip: Option<String>,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
}

/// A session with what a request needs to know of its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub session: SessionId,
    pub user: UserId,
    pub name: String,
    pub email: Email,
    pub locale: Locale,
    pub last_seen_at: Time,
}

row! {
    struct SessionRow {
        id: SessionId,
        user_id: UserId,
        user_agent: Option<String>,
        ip: Option<String>,
        created_at: Time,
        last_seen_at: Time,
        expires_at: Time,
    }
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            user_agent: row.user_agent,
            ip: row.ip,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        }
    }
}

row! {
    struct SignedInRow {
        id: SessionId,
        user_id: UserId,
        name: String,
        email: String,
        locale: Locale,
        last_seen_at: Time,
    }
}

impl TryFrom<SignedInRow> for SignedIn {
    type Error = Error;
    fn try_from(row: SignedInRow) -> Result<Self> {
        let corrupt = |error: domain::InvalidEmail| Error::Corrupt {
            what: "user",
            why: format!("{}: {error}", row.user_id),
        };
        Ok(Self {
            session: row.id,
            user: row.user_id,
            name: row.name,
            email: row.email.parse().map_err(corrupt)?,
            locale: row.locale,
            last_seen_at: row.last_seen_at,
        })
    }
}

impl SystemTx {
    /// A session belongs to a user, not to an organization.
    pub const fn sessions(&mut self) -> Sessions<'_> {
        Sessions(self)
    }
}

/// The sessions of the installation.
pub struct Sessions<'tx>(&'tx mut SystemTx);

impl Sessions<'_> {
    /// The session of a cookie, unless it has expired.
    pub async fn find_by_token(self, token: &TokenHash, now: Time) -> Result<Option<SignedIn>> {
        let row: Option<SignedInRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT s.id, s.user_id, u.name, u.email, u.locale, s.last_seen_at
             FROM sessions s JOIN users u ON u.id = s.user_id
             WHERE s.token_hash = $1 AND s.expires_at > $2",
        )
        .bind(token.as_slice())
        .bind(now)
        .fetch_optional(db)
        .await)?;
        row.map(SignedIn::try_from).transpose()
    }

    /// A user's sessions that have not expired, the last seen first.
    pub async fn list(self, user: UserId, now: Time) -> Result<Vec<Session>> {
        let rows: Vec<SessionRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, user_id, user_agent, ip, created_at, last_seen_at, expires_at FROM sessions
             WHERE user_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id DESC",
        )
        .bind(user)
        .bind(now)
        .fetch_all(db)
        .await
        })?;
        Ok(rows.into_iter().map(Session::from).collect())
    }

    pub async fn insert(self, session: &Session, token: &TokenHash) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO sessions (id, user_id, token_hash, user_agent, ip, created_at, last_seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(session.id)
        .bind(session.user)
        .bind(token.as_slice())
        .bind(session.user_agent.as_deref())
        .bind(session.ip.as_deref())
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Notes a visit, which moves the session's end.
    pub async fn update(self, id: SessionId, last_seen_at: Time, expires_at: Time) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1"
        )
        .bind(id)
        .bind(last_seen_at)
        .bind(expires_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Ends one session of a user. False when the user has no such session.
    pub async fn remove(self, user: UserId, id: SessionId) -> Result<bool> {
        let removed = on!(self.0, |db| sqlx::query(
            "DELETE FROM sessions WHERE id = $1 AND user_id = $2"
        )
        .bind(id)
        .bind(user)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(removed == 1)
    }

    /// Ends every session of a user but one.
    pub async fn remove_others(self, user: UserId, keep: SessionId) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM sessions WHERE user_id = $1 AND id <> $2"
        )
        .bind(user)
        .bind(keep)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
