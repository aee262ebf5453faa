//! Writing into either database: multi-row inserts within transactions.

use super::Row;
use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

/// SQLite binds 32 766 values at most; the widest table has 20 columns.
pub(crate) const AT_ONCE: usize = 1_000;

pub(crate) enum Pen {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Runs one query on whichever driver it is.
macro_rules! on {
    ($pen:expr, |$db:ident| $query:expr) => {
        match $pen {
            $crate::database::Pen::Sqlite($db) => $query,
            $crate::database::Pen::Postgres($db) => $query,
        }
    };
}
pub(crate) use on;

/// `INSERT … VALUES (…), (…) …`, as many rows at once as fit.
macro_rules! insert_rows {
    ($pen:expr, $head:literal, $rows:expr, |$tuple:ident, $row:ident| $bind:expr) => {{
        for piece in $rows.chunks($crate::database::AT_ONCE) {
            $crate::database::on!(&mut *$pen, |db| {
                let mut sql = sqlx::QueryBuilder::new(concat!($head, " "));
                sql.push_values(piece, |mut $tuple, $row| {
                    $bind;
                });
                sql.build().execute(db).await.map(|_| ())
            })?;
        }
    }};
}
pub(crate) use insert_rows;

impl Pen {
    pub(crate) async fn sqlite(folder: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("aldaba.db"))
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
            .pragma("cache_size", "-200000");
        Ok(Self::Sqlite(
            options
                .connect()
                .await
                .context("aldaba.db can't be opened")?,
        ))
    }

    pub(crate) async fn postgres(url: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        Ok(Self::Postgres(
            options
                .connect()
                .await
                .context("PostgreSQL can't be reached")?,
        ))
    }

    pub(crate) async fn rows<T: Row>(&mut self, sql: &'static str, of: Uuid) -> Result<Vec<T>> {
        Ok(on!(self, |db| sqlx::query_as(sql)
            .bind(of)
            .fetch_all(db)
            .await)?)
    }

    pub(crate) async fn run(&mut self, sql: &'static str) -> Result<()> {
        on!(self, |db| sqlx::query(sql).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// PostgreSQL plans by statistics, which come by themselves where rows come slowly.
    pub(crate) async fn analyze(&mut self) -> Result<()> {
        if let Self::Postgres(_) = self {
            self.run("ANALYZE").await?;
        }
        Ok(())
    }

    /// Holds what the ingest needs, so that the journal fills up: no lock that a backup or a migration
    /// would not take too. It ends when the connection is closed.
    pub(crate) async fn hold_messages(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => self.run("BEGIN IMMEDIATE").await,
            Self::Postgres(_) => {
                self.run("BEGIN").await?;
                self.run("LOCK TABLE messages IN SHARE MODE").await
            }
        }
    }

    pub(crate) async fn close(self) -> Result<()> {
        match self {
            Self::Sqlite(connection) => connection.close().await?,
            Self::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}
