//! `[server]`: where Aldaba listens, and how the world reaches it.

use crate::{ConfigError, Network};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    #[serde(deserialize_with = "crate::list::deserialize")]
    pub listen: Vec<SocketAddr>,
    public_url: String,
    #[serde(deserialize_with = "crate::list::deserialize")]
    pub trusted_proxies: Vec<Network>,
    tls_certificate: PathBuf,
    tls_key: PathBuf,
    #[serde(deserialize_with = "crate::duration::deserialize")]
    pub drain: Duration,
}

/// PEM files of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Server {
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        if self.listen.is_empty() {
            return Err(ConfigError::invalid(
                "server.listen",
                "name at least one address, as 127.0.0.1:8080",
            ));
        }
        if self.tls_certificate.as_os_str().is_empty() != self.tls_key.as_os_str().is_empty() {
            return Err(ConfigError::invalid(
                "server.tls_key",
                "certificate and key come together; name both files",
            ));
        }
        if !self.public_url.is_empty() {
            parse_origin(&self.public_url)
                .map_err(|why| ConfigError::invalid("server.public_url", why))?;
        }
        Ok(())
    }

    pub fn tls(&self) -> Option<Tls> {
        let given = !self.tls_certificate.as_os_str().is_empty();
        given.then(|| Tls {
            certificate: self.tls_certificate.clone(),
            key: self.tls_key.clone(),
        })
    }

    /// The origin that people use; where none is set, that of the address that was bound.
    pub fn origin(&self, bound: SocketAddr) -> String {
        if let Ok(origin) = parse_origin(&self.public_url) {
            return origin;
        }
        let scheme = if self.tls().is_some() {
            "https"
        } else {
            "http"
        };
        match bound.ip() {
            // Nobody can open "every address" in a browser.
            ip if ip.is_unspecified() => format!("{scheme}://localhost:{}", bound.port()),
            IpAddr::V4(ip) => format!("{scheme}://{ip}:{}", bound.port()),
            IpAddr::V6(ip) => format!("{scheme}://[{ip}]:{}", bound.port()),
        }
    }
}

fn parse_origin(text: &str) -> Result<String, String> {
    let url =
        Url::parse(text).map_err(|error| format!("{error}; write it as https://desk.example"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("it is no web address; write it as https://desk.example".to_owned());
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err("Aldaba needs a host of its own; leave the path away".to_owned());
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port() {
        assert_eq!(
            parse_origin("https://Desk.Example/").unwrap(),
            "https://desk.example"
        );
        assert_eq!(
            parse_origin("http://127.0.0.1:8088").unwrap(),
            "http://127.0.0.1:8088"
        );
        for wrong in [
            "desk.example",
            "https://desk.example/aldaba",
            "ftp://desk.example",
            "https://desk.example/?a",
        ] {
            assert!(parse_origin(wrong).is_err(), "{wrong}");
        }
    }
}
