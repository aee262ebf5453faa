//! Signs short-lived addresses by a key derived from the installation's own.

use super::keyring::Kek;
use ring::hmac::{HMAC_SHA256, Key, sign, verify};

/// Signs for one purpose. What an older key signed is still true.
#[derive(Clone)]
pub struct Signer {
    current: Key,
    older: Vec<Key>,
}

impl Signer {
    pub(super) fn new(current: &Kek, older: &[Kek], purpose: &str) -> Self {
        Self {
            current: current.derive(purpose),
            older: older.iter().map(|key| key.derive(purpose)).collect(),
        }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        sign(&self.current, message).as_ref().to_vec()
    }

    /// In constant time.
    pub fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        std::iter::once(&self.current)
            .chain(&self.older)
            .any(|key| verify(key, message, signature).is_ok())
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(***)")
    }
}

impl Kek {
    /// A key of its own for a purpose, from which this one can't be told.
    fn derive(&self, purpose: &str) -> Key {
        let root = Key::new(HMAC_SHA256, self.bytes());
        let derived = sign(&root, format!("aldaba/{purpose}/v1").as_bytes());
        Key::new(HMAC_SHA256, derived.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_before_a_rotation_holds() {
        let (old, new) = (Kek::new("a", [1; 32]), Kek::new("b", [2; 32]));
        let before = Signer::new(&old, &[], "media");
        let after = Signer::new(&new, std::slice::from_ref(&old), "media");
        let signature = before.sign(b"a file");
        assert!(after.is_signed(b"a file", &signature));
        assert!(!after.is_signed(b"another", &signature));
        assert!(!before.is_signed(b"a file", &after.sign(b"a file")));
        assert!(!Signer::new(&old, &[], "other").is_signed(b"a file", &signature));
    }
}
