//! Secrets that people and programs carry: 256 random bits in letters and digits.

use door::Secret;
use ring::rand::{SecureRandom, SystemRandom};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 43 places of 62 letters hold more than 256 bits.
const PLACES: usize = 43;
/// Makes an API token recognizable, for people and for scanners of leaked secrets.
const API_PREFIX: &str = "aldaba_";

/// The secret of a session, a link or an invitation.
pub(super) fn generate() -> Secret {
    Secret::new(letters())
}

pub(super) fn generate_api_token() -> Secret {
    Secret::new(format!("{API_PREFIX}{}", letters()))
}

/// Whether a text may be one of ours, before anything is computed or looked up.
pub(super) fn is_plausible(secret: &str) -> bool {
    secret.len() == PLACES && secret.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(super) fn is_api_token(bearer: &str) -> bool {
    bearer.strip_prefix(API_PREFIX).is_some_and(is_plausible)
}

fn letters() -> String {
    let random = SystemRandom::new();
    let mut letters = String::with_capacity(PLACES);
    while letters.len() < PLACES {
        let mut bytes = [0_u8; 64];
        random
            .fill(&mut bytes)
            .expect("the system gives random bytes");
        // 248 is the largest multiple of 62 in a byte: above it the first letters would come oftener.
        let fair = bytes.iter().filter(|&&byte| byte < 248);
        let missing = PLACES - letters.len();
        letters.extend(
            fair.take(missing)
                .map(|&byte| char::from(ALPHABET[usize::from(byte) % 62])),
        );
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_different() {
        let (one, other) = (generate(), generate());
        assert!(is_plausible(one.expose()) && is_plausible(other.expose()));
        assert!(one != other);
        let token = generate_api_token();
        assert!(is_api_token(token.expose()));
        assert!(!is_api_token(one.expose()) && !is_plausible("") && !is_api_token("aldaba_"));
    }
}
