//! Backups: a running installation in one folder, every file with its checksum, and the way back.
//!
//! The main database is taken first and the journal after it, so that the journal is at least as
//! new as what was worked: rows that came in between are worked again after a restore, and the
//! unique keys of their messages let no double through.

mod check;
mod files;
mod keys;
mod manifest;
mod postgres;
mod sqlite;

pub(crate) use check::not_behind;
pub use keys::{Passphrase, WeakPassphrase};
pub use manifest::{FileEntry, Manifest, TableEntry};

use crate::{Database, Error, KeyRing, health};
use domain::Time;
use files::Draft;
use manifest::Kind;
use std::path::{Path, PathBuf};

/// Why a backup can't be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Storage(#[from] Error),
    #[error("there is no database yet; start aldaba once, or name its folder or address")]
    NothingThere,
    #[error("{} is there already; name another folder, or remove it", .0.display())]
    Exists(PathBuf),
    #[error("{} can't be used: {cause}", .path.display())]
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("the backup's {file} is damaged: {why}; use another backup")]
    Damaged { file: String, why: String },
    #[error("this backup is of {found}, and the database is {wanted}; restore it into {found}")]
    OtherKind { found: String, wanted: String },
    #[error("the database has schema {target} and the backup {backup}; restore into an empty one")]
    OtherSchema { target: i64, backup: i64 },
    #[error(
        "the database holds data already; restore into an empty one, or say --force to replace it"
    )]
    NotEmpty,
    #[error("the database is in use; stop aldaba first")]
    InUse,
    #[error("the backup holds no keys; put back the keys file that the installation had")]
    NoKeys,
    #[error("the passphrase does not open the backup's keys; try the one that sealed them")]
    WrongPassphrase,
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Storage(error.into())
    }
}

/// What to back up into where.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Must not exist yet.
    pub folder: &'a Path,
    /// The product's version, for people.
    pub product: &'a str,
    pub now: Time,
    /// Keys to take along, and what seals them.
    pub keys: Option<(&'a KeyRing, &'a Passphrase)>,
}

/// What happens to a database that holds data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Refuse,
    Replace,
}

/// Backs up a database while it is worked on. The folder appears when everything in it is on disk.
pub async fn back_up(database: &Database, order: Order<'_>) -> Result<Manifest, BackupError> {
    let schema = health::look(database)
        .await?
        .ok_or(BackupError::NothingThere)?;
    if schema.found > schema.known {
        return Err(Error::SchemaTooNew {
            found: schema.found,
            known: schema.known,
        }
        .into());
    }
    let draft = Draft::new(order.folder)?;
    let (schema, tables, mut names) = match database {
        Database::Sqlite(folder) => sqlite::back_up(folder, draft.path()).await?,
        Database::Postgres(url) => postgres::back_up(url, draft.path()).await?,
    };
    if let Some((ring, passphrase)) = order.keys {
        keys::write(draft.path(), ring, passphrase).await?;
        names.push(keys::FILE.to_owned());
    }
    let manifest = Manifest {
        format: manifest::FORMAT,
        product: order.product.to_owned(),
        kind: Kind::of(database),
        schema,
        made_at: order.now,
        files: files::measure(draft.path(), names).await?,
        tables,
    };
    manifest::write(draft.path(), &manifest)?;
    draft.finish()?;
    Ok(manifest)
}

/// Puts a backup into a database that nobody uses. Every checksum is looked at before anything is
/// touched.
pub async fn restore(
    folder: &Path,
    into: &Database,
    existing: Existing,
) -> Result<Manifest, BackupError> {
    let manifest = verified(folder).await?;
    let wanted = Kind::of(into);
    if manifest.kind != wanted {
        let (found, wanted) = (manifest.kind.to_string(), wanted.to_string());
        return Err(BackupError::OtherKind { found, wanted });
    }
    match into {
        Database::Sqlite(data) => sqlite::restore(folder, &manifest, data, existing).await?,
        Database::Postgres(url) => postgres::restore(folder, &manifest, url, existing).await?,
    }
    Ok(manifest)
}

/// The keys of a backup that took them along.
pub async fn read_keys(folder: &Path, passphrase: &Passphrase) -> Result<KeyRing, BackupError> {
    let manifest = verified(folder).await?;
    if !manifest.has_keys() {
        return Err(BackupError::NoKeys);
    }
    keys::read(folder, passphrase).await
}

/// The manifest of a backup whose files are as they were written, of a schema that we know.
pub async fn verified(folder: &Path) -> Result<Manifest, BackupError> {
    let manifest = manifest::read(folder)?;
    let known = crate::migrate::NEWEST;
    if manifest.schema > known {
        return Err(Error::SchemaTooNew {
            found: manifest.schema,
            known,
        }
        .into());
    }
    files::verify(folder, &manifest.files).await?;
    Ok(manifest)
}
