//! SQLite: `VACUUM INTO` takes a snapshot of each file while others write.

use super::check;
use super::files::{at, blocking, create_private_all, sync};
use super::{BackupError, Existing, Manifest, TableEntry};
use crate::Error;
use crate::store::{JOURNAL_FILE, MAIN_FILE};
use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file in the data folder, and its copy in the backup; the first is taken first.
const FILES: [(&str, &str); 2] = [(MAIN_FILE, "main.db"), (JOURNAL_FILE, "journal.db")];

/// What SQLite keeps beside a database, the database itself first.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// Copies both files; returns the schema, the tables and the files' names.
pub(super) async fn back_up(
    data: &Path,
    draft: &Path,
) -> Result<(i64, Vec<TableEntry>, Vec<String>), BackupError> {
    for (file, copy) in FILES {
        snapshot(&data.join(file), &draft.join(copy)).await?;
    }
    let (mut schema, mut tables) = (0, Vec::new());
    for (_, copy) in FILES {
        let mut connection = open_copy(&draft.join(copy)).await?;
        sound(&mut connection, copy).await?;
        schema = schema.max(check::schema(&mut connection).await?);
        tables.extend(count(&mut connection, copy).await?);
        connection.close().await?;
    }
    let [(_, main), (_, journal)] = FILES;
    agree(&draft.join(main), &draft.join(journal)).await?;
    Ok((
        schema,
        tables,
        FILES.map(|(_, copy)| copy.to_owned()).into(),
    ))
}

async fn snapshot(from: &Path, to: &Path) -> Result<(), BackupError> {
    if !from.is_file() {
        return Err(BackupError::NothingThere);
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(from)
        .read_only(true)
        .busy_timeout(Duration::from_secs(30))
        .disable_statement_logging()
        .connect()
        .await?;
    let target = to.to_str().ok_or_else(|| BackupError::File {
        path: to.to_owned(),
        cause: std::io::Error::other("its name is no UTF-8"),
    })?;
    sqlx::query("VACUUM INTO $1")
        .bind(target)
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

/// Opens a copy that nobody writes to, and leaves no files beside it.
async fn open_copy(file: &Path) -> Result<SqliteConnection, BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    Ok(options.connect().await?)
}

async fn agree(main: &Path, journal: &Path) -> Result<(), BackupError> {
    let (mut main, mut journal) = (open_copy(main).await?, open_copy(journal).await?);
    let agreed = check::agree(&mut main, &mut journal).await;
    main.close().await?;
    journal.close().await?;
    agreed
}

/// Asks SQLite itself whether a file is whole, and whether its foreign keys lead somewhere.
async fn sound(connection: &mut SqliteConnection, file: &str) -> Result<(), BackupError> {
    let damaged = |why: String| BackupError::Damaged {
        file: file.to_owned(),
        why,
    };
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut *connection)
        .await?;
    if found != "ok" {
        return Err(damaged(found));
    }
    let lost: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    lost.map_or(Ok(()), |table| {
        Err(damaged(format!(
            "a row of {table} points at one that is not there"
        )))
    })
}

async fn count(
    connection: &mut SqliteConnection,
    file: &str,
) -> Result<Vec<TableEntry>, BackupError> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        // The name comes from the schema itself.
        let text = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{name}\""));
        let rows: i64 = sqlx::query_scalar(text).fetch_one(&mut *connection).await?;
        tables.push(TableEntry {
            name,
            file: file.to_owned(),
            rows: u64::try_from(rows).unwrap_or_default(),
            columns: Vec::new(),
        });
    }
    Ok(tables)
}

/// Copies both files beside their places, looks at the copies, then renames them.
pub(super) async fn restore(
    backup: &Path,
    manifest: &Manifest,
    data: &Path,
    existing: Existing,
) -> Result<(), BackupError> {
    create_private_all(data)?;
    let there: Vec<PathBuf> = FILES
        .iter()
        .map(|(file, _)| data.join(file))
        .filter(|file| file.exists())
        .collect();
    if existing == Existing::Refuse && !there.is_empty() {
        return Err(BackupError::NotEmpty);
    }
    for file in &there {
        refuse_if_used(file).await?;
    }
    for (file, copy) in FILES {
        let (from, to) = (backup.join(copy), aside(data, file));
        blocking(move || {
            at(&to, std::fs::copy(&from, &to))?;
            sync(&to)
        })
        .await?;
        look(&aside(data, file), copy, manifest).await?;
    }
    let [(main, _), (journal, _)] = FILES;
    agree(&aside(data, main), &aside(data, journal)).await?;
    // The main file goes last: without it there is nothing to start on.
    for file in [main, journal] {
        set_apart(data, file)?;
    }
    for file in [journal, main] {
        let to = data.join(file);
        at(&to, std::fs::rename(aside(data, file), &to))?;
    }
    sync(data)
}

fn aside(data: &Path, file: &str) -> PathBuf {
    data.join(format!("{file}.restoring"))
}

async fn look(file: &Path, name: &str, manifest: &Manifest) -> Result<(), BackupError> {
    let mut connection = open_copy(file).await?;
    sound(&mut connection, name).await?;
    let found = count(&mut connection, name).await?;
    connection.close().await?;
    let wanted: Vec<&TableEntry> = manifest
        .tables
        .iter()
        .filter(|table| table.file == name)
        .collect();
    if found.iter().ne(wanted) {
        return Err(BackupError::Damaged {
            file: name.to_owned(),
            why: "it does not hold the rows that the manifest names".to_owned(),
        });
    }
    Ok(())
}

/// What was there is kept under another name until the next restore.
fn set_apart(data: &Path, file: &str) -> Result<(), BackupError> {
    for part in PARTS {
        let path = data.join(format!("{file}{part}"));
        if path.exists() {
            at(
                &path,
                std::fs::rename(&path, data.join(format!("{file}.replaced{part}"))),
            )?;
        }
    }
    Ok(())
}

/// Whoever has a database open in WAL mode holds a shared lock on it, so an exclusive one shows
/// that nobody does. A file that can't even be opened is no reason against replacing it.
async fn refuse_if_used(file: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .locking_mode(SqliteLockingMode::Exclusive)
        .busy_timeout(Duration::from_millis(500))
        .disable_statement_logging();
    let Ok(mut connection) = options.connect().await else {
        return Ok(());
    };
    let locked: Result<_, sqlx::Error> = sqlx::query("BEGIN EXCLUSIVE")
        .execute(&mut connection)
        .await;
    let used = locked.is_err_and(|error| Error::from(error).is_unavailable());
    // The lock goes with the connection.
    connection.close().await?;
    if used {
        Err(BackupError::InUse)
    } else {
        Ok(())
    }
}
