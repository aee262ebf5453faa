//! Where a request goes: `http://host:port/path` in its parts.

use anyhow::{Context, Result};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Host and port.
    pub(crate) authority: String,
    /// Always with its leading slash.
    pub(crate) path: String,
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("http://").with_context(|| {
            format!(
                "`{url}` is no plain http address; the bench speaks to a server on this machine"
            )
        })?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = if authority.contains(':') {
            authority.to_owned()
        } else {
            format!("{authority}:80")
        };
        Ok(Self {
            authority,
            path: format!("/{path}"),
        })
    }

    /// The same host at another path.
    pub(crate) fn at(&self, path: &str) -> Self {
        Self {
            authority: self.authority.clone(),
            path: path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_parts() {
        let address = Address::parse("http://127.0.0.1:4310/hooks/meta/a").unwrap();
        assert_eq!(
            (address.authority.as_str(), address.path.as_str()),
            ("127.0.0.1:4310", "/hooks/meta/a")
        );
        assert_eq!(
            Address::parse("http://localhost").unwrap().authority,
            "localhost:80"
        );
        assert_eq!(Address::parse("http://localhost").unwrap().path, "/");
        assert!(Address::parse("https://example.com").is_err());
    }
}
