//! One-time links: made for somebody, looked at, opened once.

use super::visit::{self, SignedIn, Visit};
use super::{later, token};
use crate::{Env, Refusal};
use domain::{Email, LinkId, LinkKind, Role, Time, UserId};
use storage::system::Link;
use storage::{SystemTx, TokenHash};

/// Why a link opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("this link is not known here; check that it was copied whole, or ask for a new one")]
    Unknown,
    #[error("this link has been used or has expired; ask for a new one")]
    Expired,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for LinkError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// What a link will do, told before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkView {
    SignIn {
        email: Email,
        expires_at: Time,
    },
    Setup {
        expires_at: Time,
    },
    Invitation {
        organization_name: String,
        email: Option<Email>,
        role: Role,
        expires_at: Time,
    },
}

/// A link that signs one user in, for the command line and the demo.
pub async fn create_sign_in_link(env: &Env, email: &Email) -> Result<String, Refusal> {
    let mut tx = env.store.system().await?;
    let user = tx
        .users()
        .find_by_email(email)
        .await?
        .ok_or(Refusal::NotFound("user"))?;
    let url = create(env, &mut tx, LinkKind::SignIn, Some(user.id)).await?;
    tx.commit().await?;
    Ok(url)
}

/// A link that makes the first owner; nothing where somebody can sign in already. Earlier ones stop
/// working, so that only the last printed one opens the house.
pub async fn create_setup_link(env: &Env) -> Result<Option<String>, Refusal> {
    let mut tx = env.store.system().await?;
    if !tx.users().is_empty().await? {
        return Ok(None);
    }
    tx.links().remove_unused(LinkKind::Setup).await?;
    let url = create(env, &mut tx, LinkKind::Setup, None).await?;
    tx.commit().await?;
    Ok(Some(url))
}

async fn create(
    env: &Env,
    tx: &mut SystemTx,
    kind: LinkKind,
    user: Option<UserId>,
) -> storage::Result<String> {
    let now = env.clock.now();
    let secret = token::generate();
    let link = Link {
        id: LinkId::new(),
        kind,
        user,
        created_at: now,
        expires_at: later(now, env.settings.link_lifetime),
        used_at: None,
    };
    tx.links()
        .insert(&link, &TokenHash::of(secret.expose()))
        .await?;
    Ok(url(env, secret.expose()))
}

/// The secret stands after `#`, so that it reaches no server's log.
pub(super) fn url(env: &Env, secret: &str) -> String {
    format!("{}/link#{secret}", env.settings.public_url)
}

/// Tells what a link will do. Looking uses nothing up.
pub async fn inspect_link(env: &Env, secret: &str) -> Result<LinkView, LinkError> {
    let now = env.clock.now();
    let mut tx = env.store.system_read().await?;
    if let Some(opened) = find_invitation(&mut tx, secret, now).await? {
        return Ok(LinkView::Invitation {
            organization_name: opened.organization_name,
            email: opened.invitation.email,
            role: opened.invitation.role,
            expires_at: opened.invitation.expires_at,
        });
    }
    let link = find(&mut tx, secret, now).await?;
    let Some(user) = link.user else {
        if !tx.users().is_empty().await? {
            return Err(LinkError::Expired);
        }
        return Ok(LinkView::Setup {
            expires_at: link.expires_at,
        });
    };
    let user = tx.users().get(user).await?;
    Ok(LinkView::SignIn {
        email: user.email,
        expires_at: link.expires_at,
    })
}

/// Signs in whoever opens the link, once.
pub async fn sign_in_by_link(env: &Env, secret: &str, visit: Visit) -> Result<SignedIn, LinkError> {
    let now = env.clock.now();
    let mut tx = env.store.system().await?;
    let link = find(&mut tx, secret, now).await?;
    let user = link
        .user
        .filter(|_| link.kind == LinkKind::SignIn)
        .ok_or(LinkError::Unknown)?;
    if !tx.links().claim(link.id, now).await? {
        return Err(LinkError::Expired);
    }
    let signed_in = visit::start(env, &mut tx, user, visit, now).await?;
    tx.commit().await?;
    Ok(signed_in)
}

pub(super) async fn find(tx: &mut SystemTx, secret: &str, now: Time) -> Result<Link, LinkError> {
    if !token::is_plausible(secret) {
        return Err(LinkError::Unknown);
    }
    let link = tx
        .links()
        .find_by_token(&TokenHash::of(secret))
        .await?
        .ok_or(LinkError::Unknown)?;
    if link.used_at.is_some() || link.expires_at <= now {
        return Err(LinkError::Expired);
    }
    Ok(link)
}

/// Nothing where the secret is no invitation's.
pub(super) async fn find_invitation(
    tx: &mut SystemTx,
    secret: &str,
    now: Time,
) -> Result<Option<storage::system::OpenedInvitation>, LinkError> {
    if !token::is_plausible(secret) {
        return Err(LinkError::Unknown);
    }
    let Some(opened) = tx.find_invitation(&TokenHash::of(secret)).await? else {
        return Ok(None);
    };
    if opened.accepted_at.is_some() || opened.invitation.expires_at <= now {
        return Err(LinkError::Expired);
    }
    Ok(Some(opened))
}
