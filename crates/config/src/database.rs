//! `[database]`: where the truth is.

use crate::{ConfigError, DataFolder};
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: DatabaseUrl,
    pub readers: u32,
    pub writers: u32,
    #[serde(deserialize_with = "crate::duration::deserialize")]
    pub wait: Duration,
}

/// An address with a password in it, perhaps, so it does not print itself.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The folder of SQLite's files; nothing for PostgreSQL.
    pub fn sqlite_folder(&self, data: &DataFolder) -> Option<PathBuf> {
        match self.0.strip_prefix("sqlite") {
            Some("" | ":") => Some(data.folder.clone()),
            Some(rest) => rest.strip_prefix(':').map(PathBuf::from),
            None => None,
        }
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The address without its password.
    pub fn shown(&self) -> String {
        match Url::parse(&self.0) {
            Ok(mut url) if url.password().is_some() => {
                // An address that has a password can be given another one.
                let _ = url.set_password(Some("***"));
                url.into()
            }
            _ => self.0.clone(),
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Database {
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        let url = self.url.expose();
        let is_sqlite = url == "sqlite" || url.starts_with("sqlite:");
        if !is_sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(ConfigError::invalid(
                "database.url",
                "write sqlite, sqlite:FOLDER or postgres://user:password@host/name",
            ));
        }
        if self.readers == 0 || self.writers == 0 {
            return Err(ConfigError::invalid(
                "database.readers",
                "readers and writers are at least 1",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        let url = DatabaseUrl::new("postgres://aldaba:hunter2@db.example/aldaba");
        assert_eq!(
            format!("{url:?}"),
            "postgres://aldaba:***@db.example/aldaba"
        );
    }

    #[test]
    fn sqlite_lies_in_the_data_folder_or_in_its_own() {
        let data = DataFolder {
            folder: PathBuf::from("data"),
            keys_file: PathBuf::new(),
        };
        let folder = |url| DatabaseUrl::new(url).sqlite_folder(&data);
        assert_eq!(folder("sqlite"), Some(PathBuf::from("data")));
        assert_eq!(
            folder("sqlite:/var/lib/aldaba"),
            Some(PathBuf::from("/var/lib/aldaba"))
        );
        assert_eq!(folder("postgres://localhost/aldaba"), None);
    }
}
