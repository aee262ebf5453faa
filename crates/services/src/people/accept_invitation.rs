//! Accepting an invitation: as somebody new, or as who one is already.

use super::visit::{self, SignedIn, Visit};
use super::{LinkError, links, organizations, password};
use crate::fields::Fields;
use crate::{Env, Refusal};
use domain::{Email, Time, UserId};
use door::Secret;
use storage::SystemTx;
use storage::system::{OpenedInvitation, PasswordHash, User};

/// What the guest typed.
#[derive(Clone, Debug)]
pub struct Acceptance {
    pub link: Secret,
    pub guest: Guest,
}

#[derive(Clone, Debug)]
pub enum Guest {
    /// Somebody who is signed in already.
    Known(UserId),
    /// Without an address the invitation's own is taken.
    Stranger {
        name: String,
        email: Option<String>,
        password: Secret,
        visit: Visit,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(
        "this e-mail address has an account here; sign in with it, then open the invitation again"
    )]
    EmailTaken,
    #[error(
        "you are a member of this organization already; ask an administrator to change your role"
    )]
    AlreadyMember,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for AcceptError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// A stranger is signed in by it; somebody known stays signed in.
pub async fn accept_invitation(
    env: &Env,
    acceptance: Acceptance,
) -> Result<(UserId, Option<SignedIn>), AcceptError> {
    let now = env.clock.now();
    let secret = acceptance.link.expose();
    // A look first: hashing is dear, and only for whoever holds the invitation.
    let opened = find(&mut env.store.system_read().await?, secret, now).await?;
    let newcomer = match acceptance.guest {
        Guest::Known(user) => return accept_as(env, secret, user, now).await,
        Guest::Stranger {
            name,
            email,
            password,
            visit,
        } => {
            let typed = email.filter(|email| !email.trim().is_empty());
            let email = typed.or_else(|| opened.invitation.email.map(|email| email.to_string()));
            let (name, email) = check(&name, email.as_deref().unwrap_or_default(), &password)?;
            let password = password::hash(password).await?;
            Newcomer {
                name,
                email,
                password,
                visit,
            }
        }
    };
    let (user, signed_in) = accept_as_newcomer(env, secret, newcomer, now).await?;
    Ok((user, Some(signed_in)))
}

struct Newcomer {
    name: String,
    email: Email,
    password: PasswordHash,
    visit: Visit,
}

fn check(name: &str, email: &str, password: &Secret) -> Result<(String, Email), Refusal> {
    let mut fields = Fields::default();
    let name = fields.name("name", name);
    let email = fields.email("email", email);
    fields.password("password", password.expose(), email.as_ref());
    Ok((name, fields.finish_with(email)?))
}

async fn accept_as(
    env: &Env,
    secret: &str,
    user: UserId,
    now: Time,
) -> Result<(UserId, Option<SignedIn>), AcceptError> {
    let mut tx = env.store.system().await?;
    let opened = find(&mut tx, secret, now).await?;
    enter(env, tx, &opened, user, now).await?;
    Ok((user, None))
}

async fn accept_as_newcomer(
    env: &Env,
    secret: &str,
    newcomer: Newcomer,
    now: Time,
) -> Result<(UserId, SignedIn), AcceptError> {
    let mut tx = env.store.system().await?;
    let opened = find(&mut tx, secret, now).await?;
    let user = User {
        id: UserId::new(),
        email: newcomer.email,
        name: newcomer.name,
        locale: opened.organization_locale,
        password: Some(newcomer.password),
        operator: false,
        created_at: now,
    };
    if let Err(error) = tx.users().insert(&user).await {
        let taken = matches!(error, storage::Error::Conflict(_));
        return Err(if taken {
            AcceptError::EmailTaken
        } else {
            error.into()
        });
    }
    let signed_in = visit::start(env, &mut tx, user.id, newcomer.visit, now).await?;
    enter(env, tx, &opened, user.id, now).await?;
    Ok((user.id, signed_in))
}

/// Joins the organization and uses the invitation up, in one commit.
async fn enter(
    env: &Env,
    tx: SystemTx,
    opened: &OpenedInvitation,
    user: UserId,
    now: Time,
) -> Result<(), AcceptError> {
    let mut tx = tx.enter(opened.organization).await?;
    if tx.members().find_by_user(user).await?.is_some() {
        return Err(AcceptError::AlreadyMember);
    }
    if !tx.invitations().claim(opened.invitation.id, now).await? {
        return Err(LinkError::Expired.into());
    }
    organizations::join(env, &mut tx, user, opened.invitation.role).await?;
    tx.commit().await?;
    Ok(())
}

async fn find(tx: &mut SystemTx, secret: &str, now: Time) -> Result<OpenedInvitation, LinkError> {
    links::find_invitation(tx, secret, now)
        .await?
        .ok_or(LinkError::Unknown)
}
