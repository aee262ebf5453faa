//! E-mail addresses: what people sign in with, folded so that case and spaces don't matter.

use unicode_normalization::UnicodeNormalization;

/// An e-mail address, folded: trimmed, composed, lower case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address; write it as name@example.com")]
pub struct InvalidEmail;

impl Email {
    /// RFC 5321 allows 254 characters in a path.
    const LONGEST: usize = 254;

    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let folded: String = text.trim().nfc().flat_map(char::to_lowercase).collect();
        let odd = |letter: char| letter.is_whitespace() || letter.is_control();
        if folded.len() > Self::LONGEST || folded.contains(odd) {
            return Err(InvalidEmail);
        }
        let (local, host) = folded.rsplit_once('@').ok_or(InvalidEmail)?;
        let labels_are_right = host.contains('.') && host.split('.').all(|label| !label.is_empty());
        if local.is_empty() || local.contains('@') || !labels_are_right {
            return Err(InvalidEmail);
        }
        Ok(Self(folded))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Logs show where the mailbox is, never whose it is.
impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let host = self.0.rsplit_once('@').map_or("", |(_, host)| host);
        write!(f, "…@{host}")
    }
}

impl std::str::FromStr for Email {
    type Err = InvalidEmail;
    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        Self::parse(text)
    }
}

impl serde::Serialize for Email {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_do_not_make_another_person() {
        assert_eq!(
            Email::parse(" Ana.Pérez@Example.COM ").unwrap().as_str(),
            "ana.pérez@example.com"
        );
        assert_eq!(
            Email::parse("jose\u{301}@example.com"),
            Email::parse("josé@example.com")
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ana",
            "@example.com",
            "ana@",
            "ana@host",
            "a b@example.com",
            "a@b@example.com",
            "a@.com",
            "a@b..c",
        ] {
            assert!(Email::parse(text).is_err(), "{text}");
        }
        assert!(Email::parse(&format!("{}@example.com", "a".repeat(250))).is_err());
    }

    #[test]
    fn logs_do_not_show_whose_it_is() {
        assert_eq!(
            format!("{:?}", Email::parse("ana@example.com").unwrap()),
            "…@example.com"
        );
    }
}
