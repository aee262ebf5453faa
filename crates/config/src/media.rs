//! `[media]`: where files lie.

use crate::{ConfigError, DataFolder};
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    store: Store,
    folder: PathBuf,
    pub s3_endpoint: String,
    pub s3_region: String,
    pub s3_bucket: String,
    pub s3_access_key: String,
    pub s3_secret_key: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Store {
    Folder,
    S3,
}

/// Where files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaStore {
    Folder(PathBuf),
    S3,
}

impl Media {
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        let missing = |text: &str| text.trim().is_empty();
        if self.store == Store::S3 && missing(&self.s3_bucket) {
            return Err(ConfigError::invalid(
                "media.s3_bucket",
                "name the bucket that files go to",
            ));
        }
        if self.store == Store::S3 && (missing(&self.s3_access_key) || missing(&self.s3_secret_key))
        {
            return Err(ConfigError::invalid(
                "media.s3_access_key",
                "give the bucket's access key and its secret key",
            ));
        }
        Ok(())
    }

    /// In the data folder, where no other one is named.
    pub fn store(&self, data: &DataFolder) -> MediaStore {
        match self.store {
            Store::S3 => MediaStore::S3,
            Store::Folder if self.folder.as_os_str().is_empty() => {
                MediaStore::Folder(data.folder.join("media"))
            }
            Store::Folder => MediaStore::Folder(self.folder.clone()),
        }
    }
}

impl std::fmt::Debug for Media {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Media({:?}, {})", self.store, self.s3_bucket)
    }
}
