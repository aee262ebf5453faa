//! Where the data lives and how many connections it may take.

use std::path::PathBuf;
use std::time::Duration;

/// The database of an installation.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A folder with `aldaba.db` and `journal.db`.
    Sqlite(PathBuf),
    /// A connection URL, `postgres://…`.
    Postgres(String),
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(folder) => write!(f, "sqlite in {}", folder.display()),
            Self::Postgres(_) => f.write_str("postgres"),
        }
    }
}

/// How many connections, and how long to wait for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pools {
    pub readers: u32,
    /// PostgreSQL only: SQLite has one writer.
    pub writers: u32,
    pub wait: Duration,
}

impl Default for Pools {
    fn default() -> Self {
        Self {
            readers: 4,
            writers: 8,
            wait: Duration::from_secs(5),
        }
    }
}
