//! Opens a database, and hands out transactions.

use crate::backup::not_behind;
use crate::commit::CommitHook;
use crate::journal::Journal;
use crate::settings::{Database, Pools};
use crate::sharing::Sharing;
use crate::system::SystemTx;
use crate::tx::{Conn, SqliteTx, Tx, told};
use crate::{Error, Result, dialect, migrate};
use domain::OrganizationId;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, PgPool, SqlitePool};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// An open database.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: Pool,
    journal: Journal,
    /// SQLite's.
    sharing: Option<Sharing>,
    hook: Option<CommitHook>,
    /// Where SQLite has its files.
    folder: Option<Arc<Path>>,
}

pub(crate) const MAIN_FILE: &str = "aldaba.db";
pub(crate) const JOURNAL_FILE: &str = "journal.db";

/// One statement a batch size and query: 9 sizes of some 40 texts, and the rest.
const STATEMENTS: usize = 600;

impl Store {
    /// Opens the database, applies the migrations that it lacks, and starts the journal's writer.
    pub async fn open(database: &Database, pools: Pools, hook: Option<CommitHook>) -> Result<Self> {
        match database {
            Database::Sqlite(folder) => Self::open_sqlite(folder, pools, hook).await,
            Database::Postgres(url) => Self::open_postgres(url, pools, hook).await,
        }
    }

    async fn open_sqlite(folder: &Path, pools: Pools, hook: Option<CommitHook>) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (main, journal) = (folder.join(MAIN_FILE), folder.join(JOURNAL_FILE));
        let write = sqlite_pool(
            // 16 MiB between checkpoints: pages that are written often are copied back once. The
            // journal's are written once, and who waits for it should not wait for long copies.
            sqlite_writer(&main).pragma("wal_autocheckpoint", "4096"),
            1,
            pools.wait,
        )
        .await?;
        let journal_write = sqlite_pool(sqlite_writer(&journal), 1, pools.wait).await?;
        migrate::sqlite(&write, migrate::House::Main).await?;
        migrate::sqlite(&journal_write, migrate::House::Journal).await?;
        not_behind(
            &mut *write.acquire().await?,
            &mut *journal_write.acquire().await?,
        )
        .await?;
        let read = sqlite_pool(sqlite_reader(&main), pools.readers, pools.wait).await?;
        let journal_read = sqlite_pool(sqlite_reader(&journal), 2, pools.wait).await?;
        Ok(Self {
            sharing: Some(Sharing::start(write.clone(), pools.wait)),
            pool: Pool::Sqlite { read, write },
            journal: Journal::start_sqlite(journal_write, journal_read),
            hook,
            folder: Some(folder.into()),
        })
    }

    async fn open_postgres(url: &str, pools: Pools, hook: Option<CommitHook>) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let options = options
            .disable_statement_logging()
            .statement_cache_capacity(STATEMENTS)
            .application_name("aldaba")
            // What is acknowledged is on disk, whatever the server's own default says.
            .options([("synchronous_commit", "on"), ("lock_timeout", "10000")]);
        let pool = PgPoolOptions::new()
            .max_connections(pools.readers + pools.writers)
            .acquire_timeout(pools.wait)
            .connect_with(options.clone())
            .await?;
        migrate::postgres(&pool, migrate::NEWEST).await?;
        let writer = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(pools.wait)
            .connect_lazy_with(options);
        let journal = Journal::start_postgres(writer, pool.clone());
        Ok(Self {
            pool: Pool::Postgres(pool),
            sharing: None,
            journal,
            hook,
            folder: None,
        })
    }

    /// A transaction of one organization that may write.
    pub async fn begin(&self, organization: OrganizationId) -> Result<Tx> {
        let conn = match &self.pool {
            Pool::Sqlite { write, .. } => begin_sqlite(write, dialect::SQLITE_WRITE).await?,
            Pool::Postgres(pool) => {
                begin_postgres(pool, dialect::postgres_tenant(organization, false)).await?
            }
        };
        Ok(Tx::new(conn, organization, self.hook.clone()))
    }

    /// The same for what is short and what many do at once: those who wait for the writer share a commit.
    pub async fn begin_shared(&self, organization: OrganizationId) -> Result<Tx> {
        let Some(sharing) = &self.sharing else {
            return self.begin(organization).await;
        };
        told!("begin");
        let conn = Conn::Sqlite(SqliteTx::Shared(sharing.begin().await?));
        Ok(Tx::new(conn, organization, self.hook.clone()))
    }

    /// A snapshot of one organization, for reading.
    pub async fn read(&self, organization: OrganizationId) -> Result<Tx> {
        let conn = match &self.pool {
            Pool::Sqlite { read, .. } => begin_sqlite(read, dialect::SQLITE_READ).await?,
            Pool::Postgres(pool) => {
                begin_postgres(pool, dialect::postgres_tenant(organization, true)).await?
            }
        };
        Ok(Tx::new(conn, organization, None))
    }

    /// A transaction that sees the whole installation. Its queries stand in [`crate::system`].
    pub async fn system(&self) -> Result<SystemTx> {
        let conn = match &self.pool {
            Pool::Sqlite { write, .. } => begin_sqlite(write, dialect::SQLITE_WRITE).await?,
            Pool::Postgres(pool) => {
                begin_postgres(pool, dialect::POSTGRES_SYSTEM.to_owned()).await?
            }
        };
        Ok(SystemTx::new(conn, self.hook.clone()))
    }

    /// The same, for reading.
    pub async fn system_read(&self) -> Result<SystemTx> {
        let conn = match &self.pool {
            Pool::Sqlite { read, .. } => begin_sqlite(read, dialect::SQLITE_READ).await?,
            Pool::Postgres(pool) => {
                begin_postgres(pool, dialect::POSTGRES_SYSTEM.to_owned()).await?
            }
        };
        Ok(SystemTx::new(conn, None))
    }

    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// "sqlite" or "postgres".
    pub const fn dialect(&self) -> &'static str {
        match self.pool {
            Pool::Sqlite { .. } => "sqlite",
            Pool::Postgres(_) => "postgres",
        }
    }

    /// Stops the writer and closes every connection; what was accepted is on disk.
    pub async fn close(&self) {
        self.journal.close().await;
        match &self.pool {
            Pool::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

/// sqlx 0.9.0 gives a connection with an open transaction back to the pool when the future of
/// `begin` is dropped half way (sqlx #4385), so it runs in a task that nobody drops.
async fn begin_sqlite(pool: &SqlitePool, sql: &'static str) -> Result<Conn> {
    told!("begin");
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(sql).await }).await;
    let begun = begun.map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok(Conn::Sqlite(SqliteTx::Alone(begun?)))
}

async fn begin_postgres(pool: &PgPool, sql: String) -> Result<Conn> {
    told!("begin");
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(sql)).await }).await;
    Ok(Conn::Postgres(begun.map_err(|error| {
        Error::Unavailable(error.to_string())
    })??))
}

/// Only a writer may say how the file is vacuumed: that writes to it.
fn sqlite_writer(file: &Path) -> SqliteConnectOptions {
    sqlite_options(file)
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        // The pages that a busy hour touches again and again, in kibibytes.
        .pragma("cache_size", "-16000")
}

fn sqlite_reader(file: &Path) -> SqliteConnectOptions {
    sqlite_options(file).read_only(true)
}

fn sqlite_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // With group commit FULL costs nothing against NORMAL, which may lose what was acknowledged.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(STATEMENTS)
        // A whole batch crosses from SQLite's thread at once.
        .row_buffer_size(512)
        .pragma("cache_size", "-8000")
        .pragma("temp_store", "MEMORY")
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging()
}

async fn sqlite_pool(
    options: SqliteConnectOptions,
    size: u32,
    wait: Duration,
) -> Result<SqlitePool> {
    Ok(SqlitePoolOptions::new()
        .max_connections(size)
        .acquire_timeout(wait)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not go away: asking for each transaction whether it is there would cost as much as
        // beginning one.
        .test_before_acquire(false)
        .connect_with(options)
        .await?)
}
