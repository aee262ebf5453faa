//! `[sessions]`: how long people stay signed in, and links work.

use crate::ConfigError;
use serde::Deserialize;
use std::time::Duration;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    #[serde(deserialize_with = "crate::duration::deserialize")]
    pub lifetime: Duration,
    #[serde(deserialize_with = "crate::duration::deserialize")]
    pub link_lifetime: Duration,
    #[serde(deserialize_with = "crate::duration::deserialize")]
    pub invitation_lifetime: Duration,
}

impl Sessions {
    /// "Last seen" is noted by the minute, so a shorter session would end under its user's hands.
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        if self.lifetime < Duration::from_mins(5) {
            return Err(ConfigError::invalid(
                "sessions.lifetime",
                "sessions last five minutes at least",
            ));
        }
        Ok(())
    }
}
