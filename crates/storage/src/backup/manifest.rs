//! What a backup holds, in words: the file by which a restore checks everything else.

use super::{BackupError, keys};
use crate::Database;
use domain::Time;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The form of the folder; a later one may not be read by this version.
pub(super) const FORMAT: u32 = 1;
const FILE: &str = "manifest.json";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The version of the product that made it.
    pub product: String,
    pub(super) kind: Kind,
    pub schema: i64,
    pub made_at: Time,
    pub files: Vec<FileEntry>,
    pub tables: Vec<TableEntry>,
}

impl Manifest {
    pub fn has_keys(&self) -> bool {
        self.files.iter().any(|file| file.name == keys::FILE)
    }

    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// Which database a backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub(super) const fn of(database: &Database) -> Self {
        match database {
            Database::Sqlite(_) => Self::Sqlite,
            Database::Postgres(_) => Self::Postgres,
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// One file, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// One table, and where its rows are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    pub name: String,
    pub file: String,
    pub rows: u64,
    /// In the file's order; empty where the file says it itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

pub(super) fn write(folder: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let path = folder.join(FILE);
    let text = serde_json::to_vec_pretty(manifest).map_err(std::io::Error::from);
    let written = text.and_then(|text| std::fs::write(&path, text));
    written.map_err(|cause| BackupError::File { path, cause })
}

pub(super) fn read(folder: &Path) -> Result<Manifest, BackupError> {
    let path = folder.join(FILE);
    let text = std::fs::read(&path).map_err(|cause| BackupError::File { path, cause })?;
    let damaged = |why: String| BackupError::Damaged {
        file: FILE.to_owned(),
        why,
    };
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| damaged(error.to_string()))?;
    if manifest.format != FORMAT {
        return Err(damaged(format!(
            "this version knows form {FORMAT} of a backup, not {}",
            manifest.format
        )));
    }
    Ok(manifest)
}
