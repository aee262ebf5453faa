//! JSON as Meta writes it: ASCII only, with `/` escaped.

use std::fmt::Write;

use serde::Serialize;

/// `\uXXXX` in lower-case hex, surrogate pairs beyond the first plane, `\/` for `/`.
pub(crate) fn ascii(value: &impl Serialize) -> String {
    // Only maps with keys that are not text fail here, and the sandbox has none.
    let plain = serde_json::to_string(value).unwrap_or_else(|_| "null".into());
    let mut escaped = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '/' => escaped.push_str("\\/"),
            _ if character.is_ascii() => escaped.push(character),
            _ => escape(character, &mut escaped),
        }
    }
    escaped
}

fn escape(character: char, to: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String can't fail.
        let _ = write!(to, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn text_leaves_as_ascii() {
        assert_eq!(
            ascii(&"¿Qué tal? 👍"),
            r#""\u00bfQu\u00e9 tal? \ud83d\udc4d""#
        );
        assert_eq!(ascii(&"https://a/b"), r#""https:\/\/a\/b""#);
    }

    #[test]
    fn nothing_is_lost() {
        let value = json!({"tecla \"é\"/": ["\\/", "\u{0}\u{7f}\u{2028}", "👩‍🔧", "عربي"]});
        assert_eq!(
            serde_json::from_str::<Value>(&ascii(&value)).unwrap(),
            value
        );
    }
}
