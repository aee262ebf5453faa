//! Migrations: forward only, applied in order under a lock, never edited after release.

use crate::{Error, Result};
use sqlx::{Executor, PgPool, SqlitePool};
use std::fmt::Write;

/// One migration: the same version and name for both databases.
struct Migration {
    version: i64,
    name: &'static str,
    house: House,
    sqlite: &'static str,
    postgres: &'static str,
}

/// On SQLite the journal is a file of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum House {
    Main,
    Journal,
}

/// The schema that a database has, and the newest that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaVersion {
    pub found: i64,
    pub known: i64,
}

macro_rules! migration {
    ($version:literal, $name:literal, $house:ident) => {
        Migration {
            version: $version,
            name: $name,
            house: House::$house,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_house", Main),
    migration!(2, "0002_journal", Journal),
    migration!(3, "0003_media", Main),
    migration!(4, "0004_templates", Main),
    migration!(5, "0005_delivery", Main),
    migration!(6, "0006_prices", Main),
    migration!(7, "0007_dead_letters", Main),
];

pub(crate) const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].version;

/// The newest migration of the files that a database consists of.
pub(crate) fn newest(houses: &[House]) -> i64 {
    let known = MIGRATIONS
        .iter()
        .filter(|migration| houses.contains(&migration.house));
    known
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
  version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";
const APPLIED: &str = "SELECT version, checksum FROM schema_migrations ORDER BY version";
const RECORD: &str = "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)";

/// A number that no other program is likely to lock ("aldaba" in hexadecimal digits).
const POSTGRES_LOCK: i64 = 0x00a1_daba;

fn checksum(sql: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, sql.as_bytes());
    let mut hex = String::with_capacity(64);
    for byte in digest.as_ref() {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// What is still to be applied, after a look at what is there.
fn missing<'a>(
    known: impl Iterator<Item = &'a Migration> + Clone,
    text: impl Fn(&Migration) -> &'static str,
    applied: &[(i64, String)],
) -> Result<Vec<&'a Migration>> {
    if let Some((found, _)) = applied.iter().find(|(version, _)| *version > NEWEST) {
        return Err(Error::SchemaTooNew {
            found: *found,
            known: NEWEST,
        });
    }
    let mut todo = Vec::new();
    for migration in known {
        match applied
            .iter()
            .find(|(version, _)| *version == migration.version)
        {
            Some((version, sum)) if *sum != checksum(text(migration)) => {
                return Err(Error::MigrationChanged { version: *version });
            }
            Some(_) => {}
            None => todo.push(migration),
        }
    }
    Ok(todo)
}

pub(crate) async fn sqlite(pool: &SqlitePool, house: House) -> Result<()> {
    // An immediate transaction is the lock: another process waits here, and then finds the work done.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    tx.execute(TABLE).await?;
    let applied: Vec<(i64, String)> = sqlx::query_as(APPLIED).fetch_all(&mut *tx).await?;
    let known = MIGRATIONS
        .iter()
        .filter(|migration| migration.house == house);
    for migration in missing(known, |migration| migration.sqlite, &applied)? {
        sqlx::raw_sql(migration.sqlite).execute(&mut *tx).await?;
        sqlx::query(RECORD)
            .bind(migration.version)
            .bind(migration.name)
            .bind(checksum(migration.sqlite))
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Applies what is missing up to version `upto`: a restore stops at its backup's.
pub(crate) async fn postgres(pool: &PgPool, upto: i64) -> Result<()> {
    let mut tx = pool.begin().await?;
    // Another node may take minutes for the same work; waiting for it is right.
    tx.execute("SET LOCAL lock_timeout = 0").await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(POSTGRES_LOCK)
        .execute(&mut *tx)
        .await?;
    tx.execute("SET LOCAL lock_timeout = '10s'").await?;
    tx.execute(TABLE).await?;
    let applied: Vec<(i64, String)> = sqlx::query_as(APPLIED).fetch_all(&mut *tx).await?;
    let known = MIGRATIONS
        .iter()
        .filter(|migration| migration.version <= upto);
    for migration in missing(known, |migration| migration.postgres, &applied)? {
        sqlx::raw_sql(migration.postgres).execute(&mut *tx).await?;
        sqlx::query(RECORD)
            .bind(migration.version)
            .bind(migration.name)
            .bind(checksum(migration.postgres))
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
