//! Sessions, members and tokens, as the use cases of people know them.

use crate::problem::Problem;
use domain::{ApiTokenId, OrganizationId, Permission, SessionId, Time, UserId};
use services::{Caller, Env};

/// A person who is signed in.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) env: Env,
    pub(crate) session: SessionId,
    pub(crate) user: UserId,
    pub(crate) now: Time,
}

/// Whom an API token lets in.
pub(super) struct TokenOwner {
    pub(super) organization: OrganizationId,
    pub(super) id: ApiTokenId,
    pub(super) name: String,
    pub(super) scopes: Vec<Permission>,
    pub(super) quota_per_minute: i64,
}

impl TokenOwner {
    pub(super) fn caller(&self) -> Caller {
        Caller::Api {
            token: self.id,
            name: self.name.clone(),
            scopes: self.scopes.clone(),
        }
    }
}

pub(super) async fn session(_: &Env, _: &str) -> Result<Option<SignedIn>, Problem> {
    Ok(None)
}

pub(super) async fn member(
    _: &Env,
    _: OrganizationId,
    _: &SignedIn,
) -> Result<Option<Caller>, Problem> {
    Ok(None)
}

pub(super) async fn token(_: &Env, _: &str) -> Result<Option<TokenOwner>, Problem> {
    Ok(None)
}
