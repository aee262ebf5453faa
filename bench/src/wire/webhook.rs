//! Signed webhooks as requests, ready to be written.

use super::Address;
use crate::traffic::Traffic;
use ring::hmac;
use std::io::Write;

/// Where webhooks go, and the secret that signs them.
#[derive(Clone)]
pub(crate) struct Hook {
    pub(crate) address: Address,
    key: hmac::Key,
}

impl Hook {
    pub(crate) fn new(address: Address, secret: &str) -> Self {
        Self {
            address,
            key: hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
        }
    }

    /// Writes the whole request of webhook `number` into `out`. `body` is only room to work in.
    pub(crate) fn write(
        &self,
        traffic: &Traffic,
        number: u32,
        body: &mut Vec<u8>,
        out: &mut Vec<u8>,
    ) {
        body.clear();
        traffic.write(number, body);
        let signature = self.signature(body);
        out.clear();
        // Writing to memory can't fail.
        let _ = write!(
            out,
            "POST {} HTTP/1.1\r\nhost: {}\r\nuser-agent: facebookexternalua\r\naccept: */*\r\n\
             content-type: application/json\r\nx-hub-signature-256: sha256={signature}\r\n\
             content-length: {}\r\n\r\n",
            self.address.path,
            self.address.authority,
            body.len()
        );
        out.extend_from_slice(body);
    }

    fn signature(&self, body: &[u8]) -> String {
        hex::encode(hmac::sign(&self.key, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_hmac_of_the_raw_body() {
        let hook = Hook::new(Address::parse("http://localhost/hooks").unwrap(), "key");
        // RFC-like vector that every HMAC page shows.
        assert_eq!(
            hook.signature(b"The quick brown fox jumps over the lazy dog"),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        );
    }
}
