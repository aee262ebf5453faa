//! What can be wrong with the settings, with the key at fault.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "the settings file {0} does not exist; create it, or leave --config and ALDABA_CONFIG away"
    )]
    NoFile(PathBuf),
    #[error("{0}")]
    Unreadable(String),
    #[error("the setting {key} is not right: {why}")]
    Invalid { key: &'static str, why: String },
}

impl ConfigError {
    pub(crate) fn invalid(key: &'static str, why: impl Into<String>) -> Self {
        Self::Invalid {
            key,
            why: why.into(),
        }
    }
}

impl From<figment::Error> for ConfigError {
    /// One line a wrong key, each with its place.
    fn from(error: figment::Error) -> Self {
        let lines = error.into_iter().map(|one| {
            let place = one.path.join(".");
            let from = one
                .metadata
                .as_ref()
                .map_or_else(String::new, |metadata| format!(" (from {})", metadata.name));
            let what = one.kind.to_string();
            if place.is_empty() {
                format!("{what}{from}")
            } else {
                format!("the setting {place}: {what}{from}")
            }
        });
        Self::Unreadable(lines.collect::<Vec<_>>().join("\n"))
    }
}
