//! API tokens: what a program may do, and how much of it.

use super::fields::Fields;
use super::token;
use crate::{Cx, Refusal};
use domain::{ApiTokenId, Permission};
use door::Secret;
use storage::{ApiToken, TokenHash};

const QUOTA: i64 = 600;
const LARGEST_QUOTA: i64 = 60_000;

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiToken {
    pub name: String,
    pub scopes: Vec<Permission>,
    pub quota_per_minute: Option<i64>,
}

/// A token and its secret, which is shown this once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedApiToken {
    pub token: ApiToken,
    pub secret: Secret,
}

/// Nobody gives a program more than they may do themselves.
pub async fn create_api_token(cx: &Cx, new: NewApiToken) -> Result<CreatedApiToken, Refusal> {
    cx.require(Permission::TokensManage)?;
    let mut fields = Fields::default();
    let name = fields.name("name", &new.name);
    let scopes = check_scopes(cx, &mut fields, new.scopes);
    let quota = check_quota(&mut fields, new.quota_per_minute.unwrap_or(QUOTA));
    let (Some(name), Some(scopes), Some(quota_per_minute)) = (name, scopes, quota) else {
        return Err(fields.refusal());
    };
    let secret = token::generate_api_token();
    let token = ApiToken {
        id: ApiTokenId::new(),
        name,
        scopes,
        quota_per_minute,
        created_at: cx.now,
        last_used_at: None,
    };
    let mut tx = cx.begin().await?;
    tx.api_tokens()
        .insert(&token, &TokenHash::of(secret.expose()))
        .await?;
    tx.commit().await?;
    Ok(CreatedApiToken { token, secret })
}

pub async fn list_api_tokens(cx: &Cx) -> Result<Vec<ApiToken>, Refusal> {
    cx.require(Permission::TokensManage)?;
    Ok(cx.read().await?.api_tokens().list().await?)
}

pub async fn revoke_api_token(cx: &Cx, id: ApiTokenId) -> Result<(), Refusal> {
    cx.require(Permission::TokensManage)?;
    let mut tx = cx.begin().await?;
    tx.api_tokens().get(id).await?;
    tx.api_tokens().remove(id, cx.now).await?;
    tx.commit().await?;
    Ok(())
}

fn check_scopes(
    cx: &Cx,
    fields: &mut Fields,
    mut scopes: Vec<Permission>,
) -> Option<Vec<Permission>> {
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return fields.refuse("scopes", "required", "name at least one scope");
    }
    if let Some(scope) = scopes.iter().find(|&&scope| !cx.has(scope)) {
        let detail = format!("you may not give the scope {scope}, which you do not have yourself");
        return fields.refuse("scopes", "scope_not_held", detail);
    }
    Some(scopes)
}

fn check_quota(fields: &mut Fields, quota: i64) -> Option<i64> {
    if !(1..=LARGEST_QUOTA).contains(&quota) {
        let detail = format!("a quota is 1 to {LARGEST_QUOTA} calls a minute");
        return fields.refuse("quota_per_minute", "out_of_range", detail);
    }
    Some(quota)
}
