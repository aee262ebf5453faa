//! Who knocks: a session's cookie or an API token, looked up at every request, so that what was
//! revoked stops at the next one.

use super::token;
use crate::Env;
use domain::{
    ApiTokenId, Email, Locale, MemberId, MemberState, OrganizationId, Permission, Role, SessionId,
    Time, UserId,
};
use jiff::SignedDuration;
use storage::{Result, TokenHash};

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionUser {
    pub session: SessionId,
    pub user: UserId,
    pub name: String,
    pub email: Email,
    pub locale: Locale,
}

/// What a person is in one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub member: MemberId,
    pub role: Role,
    pub name: String,
}

/// A program that an API token lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCaller {
    pub organization: OrganizationId,
    pub token: ApiTokenId,
    pub name: String,
    pub scopes: Vec<Permission>,
    pub quota_per_minute: i64,
}

/// "Last seen" is written at most so often: a request must not become a write.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// The session of a cookie, where it is alive. A visit moves its end.
pub async fn authenticate_session(env: &Env, secret: &str) -> Result<Option<SessionUser>> {
    if !token::is_plausible(secret) {
        return Ok(None);
    }
    let now = env.clock.now();
    let hash = TokenHash::of(secret);
    let found = env
        .store
        .system_read()
        .await?
        .sessions()
        .find_by_token(&hash, now)
        .await?;
    let Some(found) = found else { return Ok(None) };
    if is_stale(Some(found.last_seen_at), now) {
        let mut tx = env.store.system().await?;
        tx.sessions()
            .update(
                found.session,
                now,
                super::later(now, env.settings.session_lifetime),
            )
            .await?;
        tx.commit().await?;
    }
    Ok(Some(SessionUser {
        session: found.session,
        user: found.user,
        name: found.name,
        email: found.email,
        locale: found.locale,
    }))
}

/// What the user is in the organization; nothing for a stranger and for a disabled member.
pub async fn membership(
    env: &Env,
    user: UserId,
    organization: OrganizationId,
) -> Result<Option<Membership>> {
    let now = env.clock.now();
    let member = env
        .store
        .read(organization)
        .await?
        .members()
        .find_by_user(user)
        .await?;
    let Some(member) = member.filter(|member| member.state == MemberState::Active) else {
        return Ok(None);
    };
    if is_stale(member.last_seen_at, now) {
        let mut tx = env.store.begin(organization).await?;
        tx.members().update_last_seen(member.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some(Membership {
        member: member.id,
        role: member.role,
        name: member.name,
    }))
}

/// The program of an API token, unless the token is revoked.
pub async fn authenticate_token(env: &Env, bearer: &str) -> Result<Option<ApiCaller>> {
    if !token::is_api_token(bearer) {
        return Ok(None);
    }
    let now = env.clock.now();
    let found = env
        .store
        .system_read()
        .await?
        .find_api_token(&TokenHash::of(bearer))
        .await?;
    let Some(found) = found else { return Ok(None) };
    if is_stale(found.last_used_at, now) {
        let mut tx = env.store.begin(found.organization).await?;
        tx.api_tokens().update_last_used(found.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some(ApiCaller {
        organization: found.organization,
        token: found.id,
        name: found.name,
        scopes: found.scopes,
        quota_per_minute: found.quota_per_minute,
    }))
}

fn is_stale(seen: Option<Time>, now: Time) -> bool {
    seen.is_none_or(|seen| now.since(seen) >= SEEN_EVERY)
}
