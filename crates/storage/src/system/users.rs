//! Users: people, whatever organizations they are members of.

use super::SystemTx;
use crate::organizations::{Organization, OrganizationRow};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result};
use domain::{Email, Locale, MemberId, MemberState, OrganizationId, Role, Time, UserId};

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub locale: Locale,
    pub password: Option<PasswordHash>,
    /// Sees the installation: webhooks that belong to nobody, and nothing of an organization.
    pub operator: bool,
    pub created_at: Time,
}

/// A hash in the PHC format, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub const fn new(phc: String) -> Self {
        Self(phc)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// An organization that a user is an active member of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub member: MemberId,
    pub role: Role,
    pub organization: Organization,
}

row! {
    struct UserRow {
        id: UserId,
        email: String,
        name: String,
        locale: Locale,
        password_hash: Option<String>,
        operator: bool,
        created_at: Time,
    }
}

impl TryFrom<UserRow> for User {
    type Error = Error;
    fn try_from(row: UserRow) -> Result<Self> {
        let corrupt = |error: domain::InvalidEmail| Error::Corrupt {
            what: "user",
            why: format!("{}: {error}", row.id),
        };
        Ok(Self {
            id: row.id,
            email: row.email.parse().map_err(corrupt)?,
            name: row.name,
            locale: row.locale,
            password: row.password_hash.map(PasswordHash),
            operator: row.operator,
            created_at: row.created_at,
        })
    }
}

row! {
    struct MembershipRow {
        member_id: MemberId,
        role: Role,
        id: OrganizationId,
        name: String,
        country: String,
        time_zone: String,
        locale: Locale,
        created_at: Time,
    }
}

impl TryFrom<MembershipRow> for Membership {
    type Error = Error;
    fn try_from(row: MembershipRow) -> Result<Self> {
        let organization = OrganizationRow {
            id: row.id,
            name: row.name,
            country: row.country,
            time_zone: row.time_zone,
            locale: row.locale,
            created_at: row.created_at,
        };
        Ok(Self {
            member: row.member_id,
            role: row.role,
            organization: organization.try_into()?,
        })
    }
}

impl SystemTx {
    /// People sign in before it is known which organization they want.
    pub const fn users(&mut self) -> Users<'_> {
        Users(self)
    }
}

/// The users of the installation.
pub struct Users<'tx>(&'tx mut SystemTx);

impl Users<'_> {
    pub async fn find(self, id: UserId) -> Result<Option<User>> {
        let row: Option<UserRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, email, name, locale, password_hash, operator, created_at FROM users WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        row.map(User::try_from).transpose()
    }

    pub async fn get(self, id: UserId) -> Result<User> {
        self.find(id).await?.ok_or(Error::NotFound("user"))
    }

    pub async fn find_by_email(self, email: &Email) -> Result<Option<User>> {
        let row: Option<UserRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, email, name, locale, password_hash, operator, created_at FROM users WHERE email = $1",
        )
        .bind(email.as_str())
        .fetch_optional(db)
        .await
        })?;
        row.map(User::try_from).transpose()
    }

    /// Everybody, the oldest first: for the operator.
    pub async fn list(self) -> Result<Vec<User>> {
        let rows: Vec<UserRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, email, name, locale, password_hash, operator, created_at FROM users ORDER BY id",
        )
        .fetch_all(db)
        .await
        })?;
        rows.into_iter().map(User::try_from).collect()
    }

    /// Whether anybody may sign in at all.
    pub async fn is_empty(self) -> Result<bool> {
        let any: Option<UserId> = on!(self.0, |db| sqlx::query_scalar(
            "SELECT id FROM users LIMIT 1"
        )
        .fetch_optional(db)
        .await)?;
        Ok(any.is_none())
    }

    /// The organizations in which the user is active, by age.
    pub async fn list_memberships(self, id: UserId) -> Result<Vec<Membership>> {
        let rows: Vec<MembershipRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT m.id AS member_id, m.role, o.id, o.name, o.country, o.time_zone, o.locale, o.created_at
             FROM members m JOIN organizations o ON o.id = m.organization_id
             WHERE m.user_id = $1 AND m.state = $2 ORDER BY o.id",
        )
        .bind(id)
        .bind(MemberState::Active)
        .fetch_all(db)
        .await
        })?;
        rows.into_iter().map(Membership::try_from).collect()
    }

    pub async fn insert(self, user: &User) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO users (id, email, name, locale, password_hash, operator, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(user.id)
        .bind(user.email.as_str())
        .bind(&user.name)
        .bind(user.locale)
        .bind(user.password.as_ref().map(PasswordHash::as_str))
        .bind(user.operator)
        .bind(user.created_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Name, language and password.
    pub async fn update(self, user: &User) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE users SET name = $2, locale = $3, password_hash = $4 WHERE id = $1",
        )
        .bind(user.id)
        .bind(&user.name)
        .bind(user.locale)
        .bind(user.password.as_ref().map(PasswordHash::as_str))
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
