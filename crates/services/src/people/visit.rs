//! A session's start: every way to sign in ends here.

use super::{later, token};
use crate::Env;
use domain::{SessionId, Time, UserId};
use door::Secret;
use std::net::IpAddr;
use storage::system::Session;
use storage::{Result, SystemTx, TokenHash};

const LONGEST_USER_AGENT: usize = 300;

/// From where somebody signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    pub address: Option<IpAddr>,
    pub user_agent: Option<String>,
}

/// Somebody who has just signed in; the secret goes into the cookie, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub user: UserId,
    pub secret: Secret,
}

pub(super) async fn start(
    env: &Env,
    tx: &mut SystemTx,
    user: UserId,
    visit: Visit,
    now: Time,
) -> Result<SignedIn> {
    let secret = token::generate();
    let user_agent = visit.user_agent.map(|agent| {
        domain::text::storable(&agent)
            .chars()
            .take(LONGEST_USER_AGENT)
            .collect()
    });
    let session = Session {
        id: SessionId::new(),
        user,
        user_agent,
        ip: visit
            .address
            .map(|address| address.to_canonical().to_string()),
        created_at: now,
        last_seen_at: now,
        expires_at: later(now, env.settings.session_lifetime),
    };
    tx.sessions()
        .insert(&session, &TokenHash::of(secret.expose()))
        .await?;
    Ok(SignedIn { user, secret })
}
