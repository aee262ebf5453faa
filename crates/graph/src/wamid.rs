//! Message ids (`wamid.…`): base64 around the peer and the message's own key.
//!
//! Meta does not document the form, so whoever uses it keeps the whole wamid as the key of
//! record. It is a Thrift struct in compact encoding: `1C` a struct with `18` the peer and
//! `15` a number, `11` or `12` whether the business wrote the message, `18` its key, and in
//! groups one more struct with the participant.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const PREFIX: &str = "wamid.";
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const STRUCT: u8 = 0x1C;
const TEXT: u8 = 0x18;
const NUMBER: u8 = 0x15;
const WRITTEN_BY_BUSINESS: u8 = 0x11;
const WRITTEN_BY_PEER: u8 = 0x12;
const STOP: u8 = 0x00;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wamid {
    /// The other side: a phone's digits.
    pub peer: String,
    pub author: Author,
    /// The message's own key, the same through every door, e.g. `3A4A6599AEE03810144F`.
    pub key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    Business,
    Peer,
}

/// None for ids of another make: those of 2021 and earlier, and made-up ones.
pub fn decode(wamid: &str) -> Option<Wamid> {
    let bytes = ENGINE.decode(wamid.strip_prefix(PREFIX)?).ok()?;
    let mut rest = bytes.as_slice();
    expect(&mut rest, STRUCT)?;
    expect(&mut rest, TEXT)?;
    let peer = text(&mut rest)?;
    if take(&mut rest)? != NUMBER {
        return None;
    }
    skip_number(&mut rest)?;
    expect(&mut rest, STOP)?;
    let author = match take(&mut rest)? {
        WRITTEN_BY_BUSINESS => Author::Business,
        WRITTEN_BY_PEER => Author::Peer,
        _ => return None,
    };
    expect(&mut rest, TEXT)?;
    let key = text(&mut rest)?;
    Some(Wamid { peer, author, key })
}

/// None where peer or key are empty, longer than 127 bytes or not printable ASCII.
pub fn encode(peer: &str, key: &str, author: Author) -> Option<String> {
    let author = match author {
        Author::Business => WRITTEN_BY_BUSINESS,
        Author::Peer => WRITTEN_BY_PEER,
    };
    let mut bytes = vec![STRUCT];
    push_text(&mut bytes, peer)?;
    bytes.extend([NUMBER, 0x02, STOP, author]);
    push_text(&mut bytes, key)?;
    bytes.push(STOP);
    Some(format!("{PREFIX}{}", ENGINE.encode(bytes)))
}

fn push_text(bytes: &mut Vec<u8>, text: &str) -> Option<()> {
    let length = u8::try_from(text.len()).ok().filter(|it| *it < 0x80)?;
    printable(text.as_bytes())?;
    bytes.extend([TEXT, length]);
    bytes.extend_from_slice(text.as_bytes());
    Some(())
}

fn take(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

fn expect(rest: &mut &[u8], byte: u8) -> Option<()> {
    (take(rest)? == byte).then_some(())
}

fn skip_number(rest: &mut &[u8]) -> Option<()> {
    while take(rest)? >= 0x80 {}
    Some(())
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let length = usize::from(take(rest).filter(|length| *length < 0x80)?);
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    printable(text)
}

fn printable(text: &[u8]) -> Option<String> {
    let fits = !text.is_empty() && text.iter().all(u8::is_ascii_graphic);
    fits.then(|| String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_decode_as_metas_own_do() {
        for (wamid, peer, author, key) in [
            (
                "wamid.HBgLMTU1NTAxMDAxNDIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
                "15550100142",
                Author::Peer,
                "3A4A6599AEE03810144F",
            ),
            (
                "wamid.HBgMNTI1NTU1NTUwMTAxFQIAERgSNEUyRDk3Njg1REVGOUQ5RjZGAA==",
                "525555550101",
                Author::Business,
                "4E2D97685DEF9D9F6F",
            ),
            (
                "wamid.HBgMNTUxMTU1NTUwMTAyFQIAERgPcHJvZHVjdF9pbnF1aXJ5AA==",
                "551155550102",
                Author::Business,
                "product_inquiry",
            ),
        ] {
            let decoded = decode(wamid).unwrap();
            assert_eq!(decoded.peer, peer);
            assert_eq!(decoded.author, author);
            assert_eq!(decoded.key, key);
            assert_eq!(encode(peer, key, author).as_deref(), Some(wamid));
        }
    }

    #[test]
    fn the_key_of_a_message_in_a_group_is_found_before_its_participant() {
        let wamid = "wamid.HBgLMTU1NTAxMDAxNDIVAgARGCAwQTJCRDYwNkEzQUNCQUVCMEFGMzYzRTYxNjMxMDdFMxwYCzE1NTUwMTAwMTQzFQIAAA==";
        assert_eq!(
            decode(wamid).unwrap().key,
            "0A2BD606A3ACBAEB0AF363E6163107E3"
        );
    }

    #[test]
    fn ids_of_another_make_do_not_decode() {
        for wamid in [
            "",
            "M0",
            "wamid.",
            "wamid.ID",
            "wamid.HBgL",
            "wamid.ABGGFlCGg0cvAgo-sJQh43L5Pe4W",
            "wamid.HBgLMTU1NTAxMDAxNDIVAgARGBI5QTNEQTA2RjdGMEY4RTJHAA==",
            "HBgLMTU1NTAxMDAxNDIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
        ] {
            assert_eq!(decode(wamid), None, "{wamid}");
        }
    }

    #[test]
    fn what_would_not_decode_is_not_encoded() {
        assert_eq!(encode("", "3A", Author::Peer), None);
        assert_eq!(encode("15550100", "", Author::Peer), None);
        assert_eq!(encode("15550100", &"A".repeat(128), Author::Peer), None);
        assert_eq!(encode("1555 0100", "ñ", Author::Peer), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_encoded_decodes(peer in "[!-~]{1,127}", key in "[!-~]{1,127}", ours: bool) {
            let author = if ours { Author::Business } else { Author::Peer };
            let wamid = encode(&peer, &key, author).unwrap();
            proptest::prop_assert_eq!(decode(&wamid), Some(Wamid { peer, author, key }));
        }

        #[test]
        fn any_text_is_survived(text in ".*") {
            decode(&format!("wamid.{text}"));
        }
    }
}
