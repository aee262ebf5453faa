//! Oneself: what a signed-in person sees and changes of their own.

use super::password::{self, WeakPassword};
use super::{SessionUser, SignInLimits};
use crate::fields::Fields;
use crate::{Env, Refusal};
use bus::Signal;
use domain::{Actor, EventKind, Locale, Origin, SessionId, Time, UserId};
use door::Secret;
use std::time::Duration;
use storage::system::{Membership, Session, User};
use storage::{NewEvent, SystemTx};

/// A user with the organizations in which they are active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    pub user: User,
    pub memberships: Vec<Membership>,
}

/// What shall change; the rest stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MyChange {
    pub name: Option<String>,
    pub locale: Option<Locale>,
}

#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    #[error("the current password is wrong; type it again")]
    WrongPassword,
    #[error("too many tries; wait {} s and try again", retry_after.as_secs().max(1))]
    TooManyAttempts { retry_after: Duration },
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for ChangePasswordError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

pub async fn me(env: &Env, user: UserId) -> Result<Me, Refusal> {
    let mut tx = env.store.system_read().await?;
    let memberships = tx.users().list_memberships(user).await?;
    Ok(Me {
        user: tx.users().get(user).await?,
        memberships,
    })
}

/// A new name shows at once in every organization.
pub async fn update_me(env: &Env, user: UserId, change: MyChange) -> Result<Me, Refusal> {
    let mut tx = env.store.system().await?;
    let mut user = tx.users().get(user).await?;
    let mut fields = Fields::default();
    let renamed = change.name.is_some();
    user.name = change
        .name
        .map_or(user.name, |name| fields.name("name", &name));
    fields.finish()?;
    user.locale = change.locale.unwrap_or(user.locale);
    tx.users().update(&user).await?;
    let memberships = tx.users().list_memberships(user.id).await?;
    let mut signals = Vec::new();
    if renamed {
        (tx, signals) = tell_new_name(tx, &user, &memberships, env.clock.now()).await?;
    }
    tx.commit().await?;
    for signal in signals {
        env.bus.publish(signal);
    }
    Ok(Me { user, memberships })
}

/// Memberships come in the order of their organizations, so that two renamings at once never wait
/// for each other.
async fn tell_new_name(
    mut tx: SystemTx,
    user: &User,
    memberships: &[Membership],
    now: Time,
) -> storage::Result<(SystemTx, Vec<Signal>)> {
    let mut signals = Vec::with_capacity(memberships.len());
    for membership in memberships {
        let event = NewEvent {
            at: now,
            actor: Actor::Member {
                member_id: membership.member,
                name: user.name.clone(),
            },
            request_id: None,
            origin: Origin::Live,
            kind: EventKind::MemberUpdated {
                member_id: membership.member,
            },
        };
        let organization = membership.organization.id;
        let seq;
        (tx, seq) = tx.append_event(organization, event).await?;
        signals.push(Signal::Events { organization, seq });
    }
    Ok((tx, signals))
}

/// What somebody typed.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    pub current: Secret,
    pub new: Secret,
}

/// Every other session ends: who knew the old password is out.
pub async fn change_password(
    env: &Env,
    limits: &SignInLimits,
    person: &SessionUser,
    change: PasswordChange,
) -> Result<(), ChangePasswordError> {
    password::check(change.new.expose(), Some(&person.email))?;
    // Who holds somebody's session must not find the password out by trying.
    limits
        .count(Some(&person.email), None, env.clock.now())
        .map_err(|retry_after| ChangePasswordError::TooManyAttempts { retry_after })?;
    let before = env
        .store
        .system_read()
        .await?
        .users()
        .get(person.user)
        .await?
        .password;
    // Who came by a link has no password yet, so there is none to ask for.
    if before.is_some() && !password::verify(change.current, before.clone()).await? {
        return Err(ChangePasswordError::WrongPassword);
    }
    limits.forgive(&person.email);
    let hash = password::hash(change.new).await?;
    let mut tx = env.store.system().await?;
    let mut user = tx.users().get(person.user).await?;
    if user.password != before {
        return Err(ChangePasswordError::WrongPassword);
    }
    user.password = Some(hash);
    tx.users().update(&user).await?;
    tx.sessions().remove_others(user.id, person.session).await?;
    let memberships = tx.users().list_memberships(user.id).await?;
    tx.commit().await?;
    look_again(env, &memberships);
    Ok(())
}

pub async fn list_sessions(env: &Env, user: UserId) -> Result<Vec<Session>, Refusal> {
    let now = env.clock.now();
    Ok(env
        .store
        .system_read()
        .await?
        .sessions()
        .list(user, now)
        .await?)
}

/// Ends one of one's own sessions; signing out is ending this one.
pub async fn revoke_session(env: &Env, user: UserId, session: SessionId) -> Result<(), Refusal> {
    let mut tx = env.store.system().await?;
    if !tx.sessions().remove(user, session).await? {
        return Err(Refusal::NotFound("session"));
    }
    let memberships = tx.users().list_memberships(user).await?;
    tx.commit().await?;
    look_again(env, &memberships);
    Ok(())
}

/// Open sockets of the user must ask again whether their session is alive.
fn look_again(env: &Env, memberships: &[Membership]) {
    for membership in memberships {
        let organization = membership.organization.id;
        env.bus.publish(Signal::Member {
            organization,
            member: membership.member,
        });
    }
}
