//! `[meta]`: where Meta answers.

use crate::ConfigError;
use serde::Deserialize;
use url::Url;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    pub graph_url: Url,
    pub graph_version: String,
}

impl Meta {
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        let numbers = self
            .graph_version
            .strip_prefix('v')
            .and_then(|rest| rest.split_once('.'));
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !numbers.is_some_and(|(major, minor)| is_number(major) && is_number(minor)) {
            return Err(ConfigError::invalid(
                "meta.graph_version",
                "write it as v26.0",
            ));
        }
        Ok(())
    }
}
