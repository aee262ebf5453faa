//! `[data]`: the folder, and the keys outside of it.

use crate::ConfigError;
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataFolder {
    pub folder: PathBuf,
    pub(crate) keys_file: PathBuf,
}

impl DataFolder {
    /// A folder with the keys beside it.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            keys_file: PathBuf::new(),
        }
    }

    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        if self.folder.file_name().is_none() {
            return Err(ConfigError::invalid(
                "data.folder",
                "name a folder, as data or /var/lib/aldaba",
            ));
        }
        if is_within(&self.keys_file(), &self.folder) {
            return Err(ConfigError::invalid(
                "data.keys_file",
                "it lies in the data folder, whose copies would then open every secret; name a place outside",
            ));
        }
        Ok(())
    }

    /// Where the keys are: beside the data folder, under its name, where nothing else is said.
    pub fn keys_file(&self) -> PathBuf {
        if !self.keys_file.as_os_str().is_empty() {
            return self.keys_file.clone();
        }
        let mut name = self.folder.file_name().unwrap_or_default().to_owned();
        name.push(".keys");
        self.folder.with_file_name(name)
    }
}

fn is_within(file: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute(file).starts_with(absolute(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_lie_beside_the_data() {
        let data = |folder: &str, keys: &str| DataFolder {
            folder: folder.into(),
            keys_file: keys.into(),
        };
        assert_eq!(data("data", "").keys_file(), PathBuf::from("data.keys"));
        assert_eq!(
            data("/var/lib/aldaba/", "").keys_file(),
            PathBuf::from("/var/lib/aldaba.keys")
        );
        assert!(data("data", "data/keys").validate().is_err());
        assert!(data("data", "/etc/aldaba.keys").validate().is_ok());
    }
}
