//! Message ids in Meta's form: base64 around the peer and the message's own key.
//!
//! A Thrift struct in compact encoding: `1C` a struct with `18` the peer and `15` a number, `11` or
//! `12` whether the business wrote the message, `18` its key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const PREFIX: &str = "wamid.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    Business,
    Customer,
}

/// Marks the keys of one run, so that its messages are found again in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run(pub(crate) u32);

impl Run {
    /// Twenty characters, as WhatsApp's own keys: `3A`, the run, the number.
    pub(crate) fn key(self, number: u32) -> String {
        format!("3A{:08X}{number:010X}", self.0)
    }

    /// The number of one of our own keys.
    pub(crate) fn number(self, key: &str) -> Option<u32> {
        let rest = key.strip_prefix("3A")?;
        let (run, number) = rest.split_at_checked(8)?;
        if number.len() != 10 || u32::from_str_radix(run, 16).ok()? != self.0 {
            return None;
        }
        u32::from_str_radix(number, 16).ok()
    }
}

/// The id of a message with `peer`, the customer's digits.
pub(crate) fn wamid(peer: &str, key: &str, author: Author) -> String {
    let mut bytes = Vec::with_capacity(peer.len() + key.len() + 10);
    bytes.push(0x1C);
    push_text(&mut bytes, peer);
    bytes.extend([0x15, 0x02, 0x00]);
    bytes.push(match author {
        Author::Business => 0x11,
        Author::Customer => 0x12,
    });
    push_text(&mut bytes, key);
    bytes.push(0x00);
    let mut text = PREFIX.to_owned();
    STANDARD.encode_string(bytes, &mut text);
    text
}

/// The key inside an id.
pub(crate) fn key_of(wamid: &str) -> Option<String> {
    let bytes = STANDARD.decode(wamid.strip_prefix(PREFIX)?).ok()?;
    let peer = usize::from(*bytes.get(2)?);
    // Struct, text and length; the peer; the number, its stop, the author; text and length.
    let start = 3 + peer + 4 + 2;
    let length = usize::from(*bytes.get(start - 1)?);
    let key = bytes.get(start..start + length)?;
    String::from_utf8(key.to_vec()).ok()
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(0x18);
    // Phones and keys are short.
    bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_metas() {
        assert_eq!(
            wamid("15550100142", "3A4A6599AEE03810144F", Author::Customer),
            "wamid.HBgLMTU1NTAxMDAxNDIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA="
        );
        assert_eq!(
            wamid("525555550101", "4E2D97685DEF9D9F6F", Author::Business),
            "wamid.HBgMNTI1NTU1NTUwMTAxFQIAERgSNEUyRDk3Njg1REVGOUQ5RjZGAA=="
        );
    }

    #[test]
    fn a_number_comes_back_from_its_id() {
        let run = Run(0xBEEF);
        for number in [0, 1, 4_096, u32::MAX] {
            let id = wamid("525555550142", &run.key(number), Author::Customer);
            assert_eq!(run.number(&key_of(&id).unwrap()), Some(number));
            assert_eq!(Run(0xBEEE).number(&key_of(&id).unwrap()), None);
        }
        assert_eq!(key_of("wamid.HBgL"), None);
        assert_eq!(key_of("hello"), None);
    }
}
