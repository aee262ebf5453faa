//! The keys in a backup: sealed by a passphrase, since whoever has keys and data can read it all.

use super::BackupError;
use super::files::{at, blocking};
use crate::KeyRing;
use crate::vault::cipher::{Cipher, KEY_LENGTH, random};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

pub(super) const FILE: &str = "keys.sealed";

/// What the keys are bound to, so that no other sealed text passes for them.
const PLACE: &[u8] = b"backup.keys";
const SALT_LENGTH: usize = 16;
const SHORTEST: usize = 12;

/// Above what a login costs: a stolen backup can be guessed at without anybody noticing.
const COST: Cost = Cost {
    memory_kib: 64 * 1024,
    passes: 3,
    lanes: 1,
};

/// A wrong file must not take the machine's memory or its day.
const DEAREST: Cost = Cost {
    memory_kib: 1024 * 1024,
    passes: 16,
    lanes: 16,
};

/// What seals the keys of a backup.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase is too short; use at least {SHORTEST} characters")]
pub struct WeakPassphrase;

impl Passphrase {
    /// Takes a passphrase as it stands in a file: the end of the line is no part of it.
    pub fn parse(text: &str) -> Result<Self, WeakPassphrase> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.chars().count() < SHORTEST {
            return Err(WeakPassphrase);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The file: how the key is made from the passphrase, and what it seals.
#[derive(Serialize, Deserialize)]
struct KeysFile {
    argon2id: Cost,
    salt: String,
    sealed: String,
}

pub(super) async fn write(
    folder: &Path,
    ring: &KeyRing,
    passphrase: &Passphrase,
) -> Result<(), BackupError> {
    let path = folder.join(FILE);
    let (text, passphrase) = (ring.to_text(), passphrase.clone());
    blocking(move || {
        let salt = random::<SALT_LENGTH>()?;
        let cipher = cipher(&passphrase, COST, salt.as_slice())?;
        let file = KeysFile {
            argon2id: COST,
            salt: STANDARD.encode(salt.as_slice()),
            sealed: STANDARD.encode(cipher.seal(PLACE, text.as_bytes())?),
        };
        let json = serde_json::to_vec_pretty(&file).map_err(std::io::Error::from);
        at(&path, json.and_then(|json| std::fs::write(&path, json)))
    })
    .await
}

pub(super) async fn read(folder: &Path, passphrase: &Passphrase) -> Result<KeyRing, BackupError> {
    let path = folder.join(FILE);
    let passphrase = passphrase.clone();
    blocking(move || {
        let json = at(&path, std::fs::read(&path))?;
        let file: KeysFile =
            serde_json::from_slice(&json).map_err(|error| damaged(&error.to_string()))?;
        let salt = STANDARD
            .decode(&file.salt)
            .map_err(|_| damaged("its salt is no base64"))?;
        let sealed = STANDARD
            .decode(&file.sealed)
            .map_err(|_| damaged("its text is no base64"))?;
        let cipher = cipher(&passphrase, file.argon2id, &salt)?;
        let text = cipher
            .open(PLACE, &sealed)
            .map_err(|_| BackupError::WrongPassphrase)?;
        let text = std::str::from_utf8(&text).map_err(|_| damaged("it holds no text"))?;
        KeyRing::parse(text).map_err(|error| damaged(&error.to_string()))
    })
    .await
}

fn cipher(passphrase: &Passphrase, cost: Cost, salt: &[u8]) -> Result<Cipher, BackupError> {
    let dear = cost.memory_kib > DEAREST.memory_kib
        || cost.passes > DEAREST.passes
        || cost.lanes > DEAREST.lanes;
    if dear {
        return Err(damaged("its key would cost too much to make"));
    }
    let length = Some(KEY_LENGTH);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, length)
        .map_err(|error| damaged(&error.to_string()))?;
    let mut key = Zeroizing::new([0; KEY_LENGTH]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, key.as_mut_slice())
        .map_err(|error| damaged(&error.to_string()))?;
    Ok(Cipher::new(key.as_slice())?)
}

fn damaged(why: &str) -> BackupError {
    BackupError::Damaged {
        file: FILE.to_owned(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Time;

    #[tokio::test]
    async fn only_the_passphrase_opens_the_keys() {
        let folder = tempfile::tempdir().unwrap();
        let ring = KeyRing::generate(Time::from_seconds(1)).unwrap();
        let right = Passphrase::parse("correct horse battery\n").unwrap();
        write(folder.path(), &ring, &right).await.unwrap();
        let read_back = read(folder.path(), &right).await.unwrap();
        assert_eq!(*read_back.to_text(), *ring.to_text());

        let wrong = Passphrase::parse("incorrect horse battery").unwrap();
        let refused = read(folder.path(), &wrong).await;
        assert!(matches!(refused, Err(BackupError::WrongPassphrase)));
        let stored = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        let secret = ring.to_text();
        let key = secret.lines().last().unwrap().rsplit(':').next().unwrap();
        assert!(!stored.contains(key));
    }

    #[test]
    fn short_passphrases_are_refused_and_none_is_printed() {
        assert_eq!(Passphrase::parse("short\n").unwrap_err(), WeakPassphrase);
        let passphrase = Passphrase::parse("correct horse battery").unwrap();
        assert_eq!(format!("{passphrase:?}"), "***");
    }
}
