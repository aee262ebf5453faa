//! `[retention]`: how long what happened is kept.

use crate::ConfigError;
use serde::Deserialize;
use std::time::Duration;

const DAY: u64 = 24;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "a setting says its unit, for whoever writes it"
)]
pub struct Retention {
    journal_days: u32,
    event_days: u32,
    media_days: u32,
}

impl Retention {
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        if self.journal_days == 0 || self.event_days == 0 {
            return Err(ConfigError::invalid(
                "retention.journal_days",
                "keep journal and events for a day at least",
            ));
        }
        Ok(())
    }

    pub fn journal(&self) -> Duration {
        Duration::from_hours(DAY * u64::from(self.journal_days))
    }

    /// `None` keeps files for ever.
    pub fn media(&self) -> Option<Duration> {
        (self.media_days > 0).then(|| Duration::from_hours(DAY * u64::from(self.media_days)))
    }

    pub fn events(&self) -> Duration {
        Duration::from_hours(DAY * u64::from(self.event_days))
    }
}
