//! Typed settings: `aldaba.default.toml`, a file, the environment, in that order.
//!
//! One file a section; each checks its own values. Only this crate reads the environment.

mod data;
mod database;
mod duration;
mod error;
mod list;
mod logs;
mod media;
mod meta;
mod network;
mod passphrase;
mod retention;
mod server;
mod sessions;
mod sources;

pub use data::DataFolder;
pub use database::{Database, DatabaseUrl};
pub use error::ConfigError;
pub use logs::{LogFormat, Logs};
pub use media::{Media, MediaStore};
pub use meta::Meta;
pub use network::Network;
pub use passphrase::backup_passphrase;
pub use retention::Retention;
pub use server::{Server, Tls};
pub use sessions::Sessions;
pub use sources::{Entry, Loaded, REFERENCE, load};

use serde::Deserialize;

/// Every setting of a process.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub server: Server,
    pub database: Database,
    pub data: DataFolder,
    pub logs: Logs,
    pub retention: Retention,
    pub sessions: Sessions,
    pub meta: Meta,
    pub media: Media,
}

impl Default for Settings {
    /// What the reference says, whatever files and environment say.
    fn default() -> Self {
        sources::defaults()
    }
}

impl Settings {
    fn validate(&self) -> Result<(), ConfigError> {
        self.server.validate()?;
        self.database.validate()?;
        self.data.validate()?;
        self.retention.validate()?;
        self.sessions.validate()?;
        self.meta.validate()?;
        self.media.validate()
    }
}
