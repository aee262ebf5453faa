//! API tokens: what programs knock with, each with its scopes and its quota.

use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ApiTokenId, Permission, Time};

/// A token of the organization that is not revoked. Its secret was shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub name: String,
    pub scopes: Vec<Permission>,
    pub quota_per_minute: i64,
    pub created_at: Time,
    pub last_used_at: Option<Time>,
}

row! {
    struct ApiTokenRow {
        id: ApiTokenId,
        name: String,
        scopes: String,
        quota_per_minute: i64,
        created_at: Time,
        last_used_at: Option<Time>,
    }
}

impl TryFrom<ApiTokenRow> for ApiToken {
    type Error = Error;
    fn try_from(row: ApiTokenRow) -> Result<Self> {
        Ok(Self {
            scopes: read_scopes(row.id, &row.scopes)?,
            id: row.id,
            name: row.name,
            quota_per_minute: row.quota_per_minute,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
        })
    }
}

/// Scopes are one text, words separated by spaces: they are read whole and never searched.
pub(crate) fn read_scopes(id: ApiTokenId, words: &str) -> Result<Vec<Permission>> {
    let corrupt = |error| Error::Corrupt {
        what: "api token",
        why: format!("{id}: {error}"),
    };
    words
        .split_whitespace()
        .map(|word| word.parse().map_err(corrupt))
        .collect()
}

fn write_scopes(scopes: &[Permission]) -> String {
    scopes
        .iter()
        .map(|scope| scope.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Tx {
    pub const fn api_tokens(&mut self) -> ApiTokens<'_> {
        ApiTokens(self)
    }
}

/// The tokens of the transaction's organization.
pub struct ApiTokens<'tx>(&'tx mut Tx);

impl ApiTokens<'_> {
    pub async fn find(self, id: ApiTokenId) -> Result<Option<ApiToken>> {
        let row: Option<ApiTokenRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, scopes, quota_per_minute, created_at, last_used_at FROM api_tokens
             WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        row.map(ApiToken::try_from).transpose()
    }

    pub async fn get(self, id: ApiTokenId) -> Result<ApiToken> {
        self.find(id).await?.ok_or(Error::NotFound("api token"))
    }

    /// What is not revoked, the newest first.
    pub async fn list(self) -> Result<Vec<ApiToken>> {
        let rows: Vec<ApiTokenRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, scopes, quota_per_minute, created_at, last_used_at FROM api_tokens
             WHERE organization_id = $1 AND revoked_at IS NULL ORDER BY id DESC",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await
        })?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }

    pub async fn insert(self, token: &ApiToken, hash: &TokenHash) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO api_tokens (organization_id, id, name, token_hash, scopes, quota_per_minute, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.0.organization)
        .bind(token.id)
        .bind(&token.name)
        .bind(hash.as_slice())
        .bind(write_scopes(&token.scopes))
        .bind(token.quota_per_minute)
        .bind(token.created_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    pub async fn update_last_used(self, id: ApiTokenId, at: Time) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE api_tokens SET last_used_at = $3 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Takes the token's rights from now on. The row stays: messages name what sent them.
    pub async fn remove(self, id: ApiTokenId, at: Time) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE api_tokens SET revoked_at = $3
             WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL",
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
