//! A folder of SQLite belongs to one running process.

use crate::tx::on;
use crate::{Error, Result, Store};
use std::fs::{File, TryLockError};
use std::path::Path;

const LOCK_FILE: &str = "aldaba.lock";

/// Held while the process works on the folder; the system takes it back from one that died.
#[derive(Debug)]
pub struct Alone {
    _lock: File,
}

impl Store {
    /// Makes this process the only one that works on a folder, and gives back at once what one that
    /// was killed still holds. PostgreSQL has many nodes: there is nothing to take.
    pub async fn settle(&self) -> Result<Option<Alone>> {
        let Some(folder) = self.folder() else {
            return Ok(None);
        };
        let lock = take(folder)?;
        let mut tx = self.system().await?;
        on!(tx, |db| sqlx::query(
            "UPDATE line_leases SET expires_at = 0"
        )
        .execute(db)
        .await
        .map(|_| ()))?;
        tx.commit().await?;
        Ok(Some(Alone { _lock: lock }))
    }
}

fn take(folder: &Path) -> Result<File> {
    let file = File::create(folder.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Unavailable(format!(
            "another aldaba works on {}; stop it first",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
