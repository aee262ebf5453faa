//! The token by which Meta proves that it was told about our webhook address.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};

/// 256 random bits, fit for a form and a query.
pub(super) fn generate() -> String {
    let mut bytes = [0_u8; 32];
    SystemRandom::new()
        .fill(&mut bytes)
        .expect("the system gives random bytes");
    URL_SAFE_NO_PAD.encode(bytes)
}
