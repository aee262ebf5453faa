//! The signature of a webhook body: HMAC-SHA256 with the app's secret over the raw bytes.

use ring::hmac;

/// The value of the header `X-Hub-Signature-256`.
pub fn sign(secret: &[u8], body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    format!("sha256={}", hex::encode(hmac::sign(&key, body)))
}

/// Compares in constant time. Must see the bytes as they came, since parsing and writing again
/// changes escapes.
pub fn verify(secret: &[u8], body: &[u8], header: &str) -> bool {
    let Some(digits) = header.trim().strip_prefix("sha256=") else {
        return false;
    };
    let mut signature = [0; 32];
    if hex::decode_to_slice(digits, &mut signature).is_err() {
        return false;
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::verify(&key, body, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signature_matches_a_known_one() {
        // RFC 4231, test case 2.
        let signature = sign(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            signature,
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn only_the_exact_bytes_pass() {
        let header = sign(b"secret", br#"{"a":"\u00e9"}"#);
        assert!(verify(b"secret", br#"{"a":"\u00e9"}"#, &header));
        assert!(verify(
            b"secret",
            br#"{"a":"\u00e9"}"#,
            &header.to_uppercase().replace("SHA256", "sha256")
        ));
        assert!(!verify(b"secret", "{\"a\":\"é\"}".as_bytes(), &header));
        assert!(!verify(b"other", br#"{"a":"\u00e9"}"#, &header));
    }

    #[test]
    fn broken_headers_are_refused() {
        for header in ["", "sha256=", "sha256=00", "sha1=00", "sha256=zz", "é"] {
            assert!(!verify(b"secret", b"body", header), "{header}");
        }
    }
}
