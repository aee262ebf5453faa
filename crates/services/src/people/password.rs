//! Passwords: what a good one is, and argon2id over it.

use crate::Refusal;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::Email;
use door::Secret;
use ring::rand::{SecureRandom, SystemRandom};
use std::sync::LazyLock;
use storage::system::PasswordHash;
use tokio::sync::Semaphore;

pub const SHORTEST: usize = 10;
/// Longer than any password manager makes; more would be work for nothing.
const LONGEST: usize = 200;

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("the password is too short; use at least {SHORTEST} characters")]
    TooShort,
    #[error("the password is too long; use at most {LONGEST} characters")]
    TooLong,
    #[error("the password is the e-mail address; use something that nobody knows")]
    IsEmail,
}

impl WeakPassword {
    /// The stable word that clients match.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::IsEmail => "password_is_email",
        }
    }
}

/// Each hash takes 19 MiB and 30 ms of a core: a crowd at the door must not take the house down.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Takes the place of the hash of somebody who does not exist, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password"));

pub(super) fn check(password: &str, email: Option<&Email>) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let as_email = Email::parse(password).ok();
    if as_email.is_some() && as_email.as_ref() == email {
        return Err(WeakPassword::IsEmail);
    }
    Ok(())
}

pub(super) async fn hash(password: Secret) -> Result<PasswordHash, Refusal> {
    apart(move || PasswordHash::new(hash_now(password.expose()))).await
}

/// Whether the password is the one of the hash. Without a hash the answer is no, after the same work.
pub(super) async fn verify(password: Secret, hash: Option<PasswordHash>) -> Result<bool, Refusal> {
    if password.expose().chars().count() > LONGEST {
        return Ok(false);
    }
    apart(move || {
        let stored = hash.as_ref().map_or(NOBODY.as_str(), PasswordHash::as_str);
        let is_right = argon2id()
            .verify_password(password.expose().as_bytes(), stored)
            .is_ok();
        is_right && hash.is_some()
    })
    .await
}

/// Runs away from the threads that answer requests, two at a time.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let stopping = |_| {
        Refusal::Storage(storage::Error::Unavailable(
            "the process is stopping".to_owned(),
        ))
    };
    let permit = HASHING
        .acquire()
        .await
        .expect("the semaphore is never closed");
    let done = tokio::task::spawn_blocking(move || {
        // Held by the work itself: whoever asked may be gone before it ends.
        let _permit = permit;
        work()
    });
    done.await.map_err(stopping)
}

/// OWASP's second choice of parameters, which fits small machines.
fn argon2id() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> String {
    let mut salt = [0_u8; 16];
    SystemRandom::new()
        .fill(&mut salt)
        .expect("the system gives random bytes");
    let hash = argon2id().hash_password_with_salt(password.as_bytes(), &salt);
    hash.expect("salt and password are within bounds")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_password_is_refused() {
        let email = Email::parse("ana@example.com").unwrap();
        let verdict = |password: &str| check(password, Some(&email)).err().map(|weak| weak.code());
        assert_eq!(verdict("ñandú-azul"), None);
        assert_eq!(verdict("ñandúazul"), Some("password_too_short"));
        assert_eq!(verdict(" ANA@example.com"), Some("password_is_email"));
        assert_eq!(verdict(&"x".repeat(201)), Some("password_too_long"));
    }

    #[tokio::test]
    async fn only_the_right_password_opens() {
        let hash = hash(Secret::new("correcto y largo")).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            verify(Secret::new("correcto y largo"), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !verify(Secret::new("correcto y larga"), Some(hash))
                .await
                .unwrap()
        );
        assert!(
            !verify(Secret::new("nobody has this password"), None)
                .await
                .unwrap()
        );
    }
}
