//! Members: people with a role in an organization.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx, dialect};
use domain::{Email, Locale, MemberId, MemberState, Role, Time, UserId};
use sqlx::AssertSqlSafe;

/// A person with a role in the organization. Name and e-mail are the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub user: UserId,
    pub name: String,
    pub email: Email,
    pub locale: Locale,
    pub role: Role,
    pub state: MemberState,
    pub created_at: Time,
    pub last_seen_at: Option<Time>,
}

/// A user who becomes a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMember {
    pub id: MemberId,
    pub user: UserId,
    pub role: Role,
    pub created_at: Time,
}

row! {
    struct MemberRow {
        id: MemberId,
        user_id: UserId,
        name: String,
        email: String,
        locale: Locale,
        role: Role,
        state: MemberState,
        created_at: Time,
        last_seen_at: Option<Time>,
    }
}

impl TryFrom<MemberRow> for Member {
    type Error = Error;
    fn try_from(row: MemberRow) -> Result<Self> {
        let corrupt = |error: domain::InvalidEmail| Error::Corrupt {
            what: "member",
            why: format!("{}: {error}", row.id),
        };
        Ok(Self {
            id: row.id,
            user: row.user_id,
            email: row.email.parse().map_err(corrupt)?,
            name: row.name,
            locale: row.locale,
            role: row.role,
            state: row.state,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        })
    }
}

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT m.id, m.user_id, u.name, u.email, u.locale, m.role, m.state, m.created_at, m.last_seen_at
             FROM members m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 ",
            $tail
        )
    };
}

impl Tx {
    pub const fn members(&mut self) -> Members<'_> {
        Members(self)
    }
}

/// The members of the transaction's organization.
pub struct Members<'tx>(&'tx mut Tx);

impl Members<'_> {
    pub async fn find(self, id: MemberId) -> Result<Option<Member>> {
        let row: Option<MemberRow> = on!(self.0, |db| sqlx::query_as(select!("AND m.id = $2"))
            .bind(self.0.organization)
            .bind(id)
            .fetch_optional(db)
            .await)?;
        row.map(Member::try_from).transpose()
    }

    pub async fn get(self, id: MemberId) -> Result<Member> {
        self.find(id).await?.ok_or(Error::NotFound("member"))
    }

    pub async fn find_by_user(self, user: UserId) -> Result<Option<Member>> {
        let row: Option<MemberRow> =
            on!(self.0, |db| sqlx::query_as(select!("AND m.user_id = $2"))
                .bind(self.0.organization)
                .bind(user)
                .fetch_optional(db)
                .await)?;
        row.map(Member::try_from).transpose()
    }

    /// Every member, the oldest first.
    pub async fn list(self) -> Result<Vec<Member>> {
        let rows: Vec<MemberRow> = on!(self.0, |db| sqlx::query_as(select!("ORDER BY m.id"))
            .bind(self.0.organization)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Member::try_from).collect()
    }

    /// The active owners, held until the transaction ends, so that two changes at once can't leave none.
    pub async fn lock_owners(self) -> Result<Vec<MemberId>> {
        let lock = dialect::FOR_UPDATE[self.0.conn.dialect()];
        let sql = format!(
            "SELECT id FROM members WHERE organization_id = $1 AND role = $2 AND state = $3 ORDER BY id{lock}"
        );
        Ok(on!(self.0, |db| sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(self.0.organization)
            .bind(Role::Owner)
            .bind(MemberState::Active)
            .fetch_all(db)
            .await)?)
    }

    pub async fn insert(self, member: &NewMember) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO members (organization_id, id, user_id, role, state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.0.organization)
        .bind(member.id)
        .bind(member.user)
        .bind(member.role)
        .bind(MemberState::Active)
        .bind(member.created_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Role and state.
    pub async fn update(self, member: &Member) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE members SET role = $3, state = $4 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(member.id)
        .bind(member.role)
        .bind(member.state)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    pub async fn update_last_seen(self, id: MemberId, at: Time) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE members SET last_seen_at = $3 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
