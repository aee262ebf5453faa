//! API tokens from outside: the token says which organization it belongs to.

use super::SystemTx;
use crate::api_tokens::read_scopes;
use crate::row::row;
use crate::token_hash::TokenHash;
use crate::tx::on;
use crate::{Error, Result};
use domain::{ApiTokenId, OrganizationId, Permission, Time};

/// Whom a token lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOwner {
    pub organization: OrganizationId,
    pub id: ApiTokenId,
    pub name: String,
    pub scopes: Vec<Permission>,
    pub quota_per_minute: i64,
    pub last_used_at: Option<Time>,
}

row! {
    struct TokenOwnerRow {
        organization_id: OrganizationId,
        id: ApiTokenId,
        name: String,
        scopes: String,
        quota_per_minute: i64,
        last_used_at: Option<Time>,
    }
}

impl TryFrom<TokenOwnerRow> for TokenOwner {
    type Error = Error;
    fn try_from(row: TokenOwnerRow) -> Result<Self> {
        Ok(Self {
            scopes: read_scopes(row.id, &row.scopes)?,
            organization: row.organization_id,
            id: row.id,
            name: row.name,
            quota_per_minute: row.quota_per_minute,
            last_used_at: row.last_used_at,
        })
    }
}

impl SystemTx {
    /// The token of a secret, unless it is revoked.
    pub async fn find_api_token(&mut self, token: &TokenHash) -> Result<Option<TokenOwner>> {
        let row: Option<TokenOwnerRow> = on!(self, |db| {
            sqlx::query_as(
            "SELECT organization_id, id, name, scopes, quota_per_minute, last_used_at FROM api_tokens
             WHERE token_hash = $1 AND revoked_at IS NULL",
        )
        .bind(token.as_slice())
        .fetch_optional(db)
        .await
        })?;
        row.map(TokenOwner::try_from).transpose()
    }
}
