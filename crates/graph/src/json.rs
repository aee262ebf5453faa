//! Reads foreign JSON field by field, so that one odd field never spoils its neighbours.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An object whose values are still raw text. Meta may change any type at any time, so each
/// field is read on its own and a field that cannot be read counts as absent.
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    pub(crate) fn read(raw: &'a RawValue) -> Option<Self> {
        Self::parse(raw.get()).ok()
    }

    pub(crate) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// A name that stands twice counts as its last value, as in most readers; null is absent.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, raw)| *raw).filter(|raw| raw.get() != "null")
    }

    pub(crate) fn others(&self, known: &[&str]) -> impl Iterator<Item = (&str, &'a RawValue)> {
        let unknown = self.0.iter().filter(|(key, _)| !known.contains(&&**key));
        unknown.map(|(key, raw)| (&**key, *raw))
    }

    pub(crate) fn object(&self, name: &str) -> Option<Object<'a>> {
        self.get(name).and_then(Object::read)
    }

    /// The elements of an array; empty when the field is absent or no array.
    pub(crate) fn array(&self, name: &str) -> Vec<&'a RawValue> {
        self.get(name).and_then(elements).unwrap_or_default()
    }

    pub(crate) fn objects(&self, name: &str) -> impl Iterator<Item = Object<'a>> {
        self.array(name).into_iter().filter_map(Object::read)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(text)
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(integer)
    }

    pub(crate) fn decimal(&self, name: &str) -> Option<f64> {
        let number: f64 = self.text(name)?.trim().parse().ok()?;
        number.is_finite().then_some(number)
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)?.get() {
            "true" | "\"true\"" | "1" => Some(true),
            "false" | "\"false\"" | "0" => Some(false),
            _ => None,
        }
    }
}

pub(crate) fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// A string, or a number or boolean as it is written.
pub(crate) fn text(raw: &RawValue) -> Option<String> {
    let written = raw.get();
    match written.as_bytes().first()? {
        b'"' => serde_json::from_str(written)
            .ok()
            .or_else(|| lossy_string(written)),
        b'{' | b'[' | b'n' => None,
        _ => Some(written.to_owned()),
    }
}

pub(crate) fn integer(raw: &RawValue) -> Option<i64> {
    raw.get().trim_matches('"').trim().parse().ok()
}

/// Phones cut texts in the middle of an emoji; the half that is left is no valid string. Each
/// such half becomes U+FFFD.
fn lossy_string(written: &str) -> Option<String> {
    let HalfPairs(bytes) = serde_json::from_str(written).ok()?;
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let Some((&byte, after)) = rest.split_first() {
        // Surrogates are the code points U+D800 to U+DFFF: ED A0..BF xx.
        if byte == 0xED && after.first().is_some_and(|next| *next >= 0xA0) {
            kept.extend_from_slice("\u{FFFD}".as_bytes());
            rest = after.get(2..).unwrap_or_default();
        } else {
            kept.push(byte);
            rest = after;
        }
    }
    Some(String::from_utf8_lossy(&kept).into_owned())
}

struct HalfPairs(Vec<u8>);

impl<'de> Deserialize<'de> for HalfPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = HalfPairs;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<HalfPairs, E> {
                Ok(HalfPairs(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object<'de>, M::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some(Name(name)) = map.next_key()? {
                    fields.push((name, map.next_value()?));
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;
        impl<'de> Visitor<'de> for Borrowing {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrowing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(document: &str, check: impl FnOnce(Object)) {
        check(Object::parse(document).unwrap());
    }

    #[test]
    fn ids_written_as_numbers_are_texts() {
        field(r#"{"id":12345678901234567890123}"#, |o| {
            assert_eq!(o.text("id").as_deref(), Some("12345678901234567890123"));
        });
    }

    #[test]
    fn times_are_read_from_texts_and_numbers() {
        field(r#"{"a":"1750000000","b":1750000000,"c":"soon"}"#, |o| {
            assert_eq!(o.integer("a"), Some(1_750_000_000));
            assert_eq!(o.integer("b"), Some(1_750_000_000));
            assert_eq!(o.integer("c"), None);
        });
    }

    #[test]
    fn half_an_emoji_becomes_a_replacement_character() {
        field(r#"{"body":"hola \ud83d","fine":"\ud83d\ude00"}"#, |o| {
            assert_eq!(o.text("body").as_deref(), Some("hola \u{FFFD}"));
            assert_eq!(o.text("fine").as_deref(), Some("😀"));
        });
    }

    #[test]
    fn the_last_of_two_values_counts() {
        field(r#"{"a":"1","a":"2","b":null}"#, |o| {
            assert_eq!(o.text("a").as_deref(), Some("2"));
            assert!(o.get("b").is_none());
        });
    }
}
