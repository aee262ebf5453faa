//! AES-256-GCM with a random nonce: what is sealed is a version, the nonce, and the ciphertext.

use crate::{Error, Result};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

pub(crate) const KEY_LENGTH: usize = 32;

/// The form of what is sealed, its first byte.
const VERSION: u8 = 1;

pub(crate) struct Cipher(LessSafeKey);

impl Cipher {
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        let key = UnboundKey::new(&AES_256_GCM, key)
            .map_err(|_| unusable("the key is not 32 bytes long"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    pub(crate) fn seal(&self, bound_to: &[u8], secret: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = *random()?;
        let mut text = secret.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound_to),
                &mut text,
            )
            .map_err(|_| unusable("it is too long to be sealed"))?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + text.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.append(&mut text);
        Ok(sealed)
    }

    pub(crate) fn open(&self, bound_to: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (&version, rest) = sealed
            .split_first()
            .ok_or_else(|| unusable("it is empty"))?;
        if version != VERSION {
            return Err(unusable("it was sealed by a newer version"));
        }
        let (nonce, text) = rest
            .split_first_chunk::<NONCE_LEN>()
            .ok_or_else(|| unusable("it was cut short"))?;
        let mut text = Zeroizing::new(text.to_vec());
        let length = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(bound_to),
                &mut text,
            )
            .map_err(|_| unusable("it was sealed for another place or by another key"))?
            .len();
        text.truncate(length);
        Ok(text)
    }
}

/// Bytes that nobody can guess.
pub(crate) fn random<const LENGTH: usize>() -> Result<Zeroizing<[u8; LENGTH]>> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    SystemRandom::new()
        .fill(bytes.as_mut_slice())
        .map_err(|_| Error::Unavailable("the system gives no random numbers".to_owned()))?;
    Ok(bytes)
}

fn unusable(why: &str) -> Error {
    Error::Corrupt {
        what: "secret",
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_own_place_alone() {
        let cipher = Cipher::new(&[7; KEY_LENGTH]).unwrap();
        let sealed = cipher.seal(b"door.token/1", b"EAAG").unwrap();
        assert_eq!(
            cipher.open(b"door.token/1", &sealed).unwrap().as_slice(),
            b"EAAG"
        );
        assert!(cipher.open(b"door.token/2", &sealed).is_err());
        assert!(
            Cipher::new(&[8; KEY_LENGTH])
                .unwrap()
                .open(b"door.token/1", &sealed)
                .is_err()
        );
        assert_ne!(sealed, cipher.seal(b"door.token/1", b"EAAG").unwrap());
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let cipher = Cipher::new(&[7; KEY_LENGTH]).unwrap();
        let sealed = cipher.seal(b"place", b"secret").unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(cipher.open(b"place", &changed).is_err(), "byte {place}");
            assert!(
                cipher.open(b"place", &sealed[..place]).is_err(),
                "cut at {place}"
            );
        }
    }
}
