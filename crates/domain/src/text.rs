//! Small rules about text: folding for search, snippets, and what a database can't hold.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a name for search: no accents, lower case, single spaces. `lower()` of SQLite knows
/// nothing of accents, so both databases search this column.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let bare = text.nfkd().filter(|&letter| !is_combining_mark(letter));
    for letter in bare.flat_map(char::to_lowercase) {
        if letter.is_whitespace() || letter.is_control() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            continue;
        }
        folded.push(letter);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// PostgreSQL can't hold U+0000 in a text; it becomes U+FFFD, and the raw form is kept elsewhere.
pub fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        return Cow::Owned(text.replace('\0', "\u{FFFD}"));
    }
    Cow::Borrowed(text)
}

/// The first line or so of a message, for the list.
pub fn snippet(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut out = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        out.push(if letter == '\n' || letter == '\r' {
            ' '
        } else {
            letter
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(fold("  María José\tBENÍTEZ "), "maria jose benitez");
        assert_eq!(fold("São João"), "sao joao");
        assert_eq!(fold("Straße İ"), fold("straße i̇"));
    }

    #[test]
    fn what_a_database_cannot_hold_is_replaced() {
        assert_eq!(storable("a\0b"), "a\u{FFFD}b");
        assert!(matches!(storable("hola"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn a_snippet_is_short_and_one_line(text in "\\PC{0,300}") {
            let snippet = snippet(&text);
            prop_assert!(snippet.chars().count() <= 121);
            prop_assert!(!snippet.contains('\n'));
        }
    }
}
