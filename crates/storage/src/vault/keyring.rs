//! The key-encryption keys: the current one and its predecessors, one `id:base64` a line.

use super::cipher::{self, Cipher, KEY_LENGTH};
use crate::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Time;
use std::fmt::Write;
use zeroize::Zeroizing;

/// What is wrong with a keys file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    #[error("the keys file holds no key; restore it from your backup of the keys")]
    Empty,
    #[error(
        "line {0} of the keys file is not `id:key` with a key of 32 bytes in base64; restore it from your backup of the keys"
    )]
    Line(usize),
    #[error("the keys file names the key `{0}` twice; remove the wrong one")]
    Twice(String),
}

/// A key that wraps data keys.
#[derive(Clone)]
pub struct Kek {
    id: String,
    key: Zeroizing<[u8; KEY_LENGTH]>,
}

impl Kek {
    /// The id is stored beside what the key wraps; it holds neither colons nor spaces.
    pub fn new(id: impl Into<String>, key: [u8; KEY_LENGTH]) -> Self {
        Self {
            id: id.into(),
            key: Zeroizing::new(key),
        }
    }

    /// A new key, named after the time at which it was made.
    fn generate(now: Time) -> Result<Self> {
        Ok(Self {
            id: now.to_string().replace(':', ""),
            key: cipher::random()?,
        })
    }

    fn parse(line: &str) -> Option<Self> {
        let (id, encoded) = line.split_once(':')?;
        let decoded = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        if id.is_empty() || id.contains(char::is_whitespace) || decoded.len() != KEY_LENGTH {
            return None;
        }
        key.copy_from_slice(&decoded);
        Some(Self {
            id: id.to_owned(),
            key,
        })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.key.as_slice()
    }

    pub(super) fn cipher(&self) -> Result<Cipher> {
        Cipher::new(self.key.as_slice())
    }
}

impl std::fmt::Debug for Kek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:***", self.id)
    }
}

/// The current key, which wraps, and older ones, which only unwrap.
#[derive(Clone, Debug)]
pub struct KeyRing {
    current: Kek,
    older: Vec<Kek>,
}

impl KeyRing {
    pub const fn new(current: Kek, older: Vec<Kek>) -> Self {
        Self { current, older }
    }

    /// One new key, for a new installation.
    pub fn generate(now: Time) -> Result<Self> {
        Ok(Self {
            current: Kek::generate(now)?,
            older: Vec::new(),
        })
    }

    /// The same ring with a new current key in front.
    pub fn with_new_key(&self, now: Time) -> Result<Self> {
        let mut older = self.older.clone();
        older.insert(0, self.current.clone());
        Ok(Self {
            current: Kek::generate(now)?,
            older,
        })
    }

    /// Reads a keys file: the current key first, empty lines and `#` lines aside.
    pub fn parse(text: &str) -> Result<Self, InvalidKeys> {
        let mut keys: Vec<Kek> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let key = Kek::parse(line).ok_or(InvalidKeys::Line(number))?;
            if keys.iter().any(|known| known.id == key.id) {
                return Err(InvalidKeys::Twice(key.id));
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let current = keys.next().ok_or(InvalidKeys::Empty)?;
        Ok(Self {
            current,
            older: keys.collect(),
        })
    }

    /// The keys file that [`KeyRing::parse`] reads.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::from(
            "# Keys that protect the secrets in the database. The first is the current one.\n\
             # Keep a copy away from the data: without them no token and no app secret can be read.\n",
        ));
        for key in std::iter::once(&self.current).chain(&self.older) {
            let encoded = Zeroizing::new(STANDARD.encode(key.key.as_slice()));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}:{}", key.id, *encoded);
        }
        text
    }

    pub const fn current(&self) -> &Kek {
        &self.current
    }

    /// What only unwraps, the latest first.
    pub fn older(&self) -> &[Kek] {
        &self.older
    }

    pub(super) fn find(&self, id: &str) -> Option<&Kek> {
        std::iter::once(&self.current)
            .chain(&self.older)
            .find(|key| key.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_reads_its_own_text() {
        let first = KeyRing::generate(Time::from_seconds(1)).unwrap();
        let second = first.with_new_key(Time::from_seconds(2)).unwrap();
        let read = KeyRing::parse(&second.to_text()).unwrap();
        assert_eq!(read.current().id(), "1970-01-01T000002.000Z");
        assert_eq!(read.current().key, second.current().key);
        assert_eq!(
            read.find(first.current().id()).unwrap().key,
            first.current().key
        );
    }

    #[test]
    fn a_ring_is_not_printed() {
        let ring = KeyRing::new(Kek::new("k1", [65; KEY_LENGTH]), Vec::new());
        assert_eq!(
            format!("{ring:?}"),
            "KeyRing { current: k1:***, older: [] }"
        );
    }

    #[test]
    fn broken_files_say_where() {
        let line = "k1:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
        assert_eq!(
            KeyRing::parse(line).unwrap().current().key.as_slice(),
            [65; KEY_LENGTH]
        );
        assert_eq!(
            KeyRing::parse("# nothing\n").unwrap_err(),
            InvalidKeys::Empty
        );
        assert_eq!(
            KeyRing::parse(&format!("{line}\nk2:QUFB")).unwrap_err(),
            InvalidKeys::Line(2)
        );
        assert_eq!(
            KeyRing::parse(&format!("{line}\n{line}")).unwrap_err(),
            InvalidKeys::Twice("k1".to_owned())
        );
        assert_eq!(KeyRing::parse("k1").unwrap_err(), InvalidKeys::Line(1));
    }
}
