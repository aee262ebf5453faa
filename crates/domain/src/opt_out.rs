//! Whether a customer's whole message asks for no more offers, or for offers again.

use crate::text::fold;

mod phrases;

use phrases::{POLITE, RESUME, STOP};

/// No phrase is nearly as long, and nothing longer is folded in vain. In bytes.
const LONGEST: usize = 256;

crate::words::words! {
    /// What somebody wants who writes such a word.
    Wanted, "wish for offers" {
        Stop = "stop",
        Resume = "resume",
    }
}

/// The whole message counts, whatever its case, accents, punctuation and emoji: who writes in a
/// sentence that they can't stop laughing wants nothing of us. A question may end offers, since
/// one offer too many is the worse mistake; it never starts them again.
pub fn wish(text: &str) -> Option<Wanted> {
    if text.len() > LONGEST {
        return None;
    }
    let said = bare(text);
    let said = without_courtesy(&said);
    if STOP.contains(&said) {
        return Some(Wanted::Stop);
    }
    let asks = text.contains(['?', '¿', '？']);
    (RESUME.contains(&said) && !asks).then_some(Wanted::Resume)
}

/// Letters and digits, folded, with single spaces.
fn bare(text: &str) -> String {
    let spaced: String = fold(text)
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ")
}

fn without_courtesy(said: &str) -> &str {
    let mut rest = said;
    while let Some(shorter) = POLITE.iter().find_map(|courtesy| cut(rest, courtesy)) {
        rest = shorter;
    }
    rest
}

/// Without that whole word or words at its start or its end.
fn cut<'a>(said: &'a str, courtesy: &str) -> Option<&'a str> {
    let after = said.strip_prefix(courtesy);
    let before = said.strip_suffix(courtesy);
    after
        .and_then(|rest| rest.strip_prefix(' '))
        .or_else(|| before.and_then(|rest| rest.strip_suffix(' ')))
}

#[cfg(test)]
mod tests;
