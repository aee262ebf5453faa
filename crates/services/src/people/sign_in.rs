//! Signing in with e-mail address and password.

use super::visit::{self, SignedIn, Visit};
use super::{SignInLimits, password};
use crate::{Env, Refusal};
use domain::Email;
use door::Secret;
use std::time::Duration;

/// What somebody typed.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub email: String,
    pub password: Secret,
}

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error(
        "e-mail address or password is wrong; try again, or ask an administrator for a sign-in link"
    )]
    InvalidCredentials,
    #[error("too many tries; wait {} s and try again", retry_after.as_secs().max(1))]
    TooManyAttempts { retry_after: Duration },
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for SignInError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// An unknown address gets the same answer after the same work: nobody learns who has an account.
pub async fn sign_in(
    env: &Env,
    limits: &SignInLimits,
    credentials: Credentials,
    visit: Visit,
) -> Result<SignedIn, SignInError> {
    let now = env.clock.now();
    let email = Email::parse(&credentials.email).ok();
    limits
        .count(email.as_ref(), visit.address, now)
        .map_err(|retry_after| SignInError::TooManyAttempts { retry_after })?;
    let user = match &email {
        Some(email) => {
            env.store
                .system_read()
                .await?
                .users()
                .find_by_email(email)
                .await?
        }
        None => None,
    };
    let hash = user.as_ref().and_then(|user| user.password.clone());
    let is_right = password::verify(credentials.password, hash).await?;
    let Some(user) = user.filter(|_| is_right) else {
        return Err(SignInError::InvalidCredentials);
    };
    limits.forgive(&user.email);
    let mut tx = env.store.system().await?;
    let signed_in = visit::start(env, &mut tx, user.id, visit, now).await?;
    tx.commit().await?;
    Ok(signed_in)
}
