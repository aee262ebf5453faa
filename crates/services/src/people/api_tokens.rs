//! API tokens: what a program may do, and how much of it.

use super::token;
use crate::fields::Fields;
use crate::{Cx, Refusal};
use bus::Signal;
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
    let quota_per_minute = new.quota_per_minute.unwrap_or(QUOTA);
    fields.within("quota_per_minute", quota_per_minute, 1..=LARGEST_QUOTA);
    fields.finish()?;
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
    cx.env.bus.publish(Signal::Token {
        organization: cx.organization,
        token: id,
    });
    Ok(())
}

fn check_scopes(cx: &Cx, fields: &mut Fields, mut scopes: Vec<Permission>) -> Vec<Permission> {
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        fields.refuse("scopes", "required", "name at least one scope".to_owned());
    }
    if let Some(scope) = scopes.iter().find(|&&scope| !cx.has(scope)) {
        let detail = format!("you may not give the scope {scope}, which you do not have yourself");
        fields.refuse("scopes", "scope_not_held", detail);
    }
    scopes
}
