//! A fresh database for one test: SQLite in a folder of its own, or a new one on a PostgreSQL server.

use domain::RequestId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use std::path::Path;
use std::time::Duration;
use storage::{CommitHook, Pools, Store};
use tempfile::TempDir;
use url::Url;

/// Names a database of a PostgreSQL server that may create others.
const SERVER: &str = "ALDABA_TEST_DATABASE_URL";

/// A database that nobody else uses. It is gone when this is dropped.
pub struct Database {
    place: storage::Database,
    // What must be removed in the end.
    _folder: Option<TempDir>,
    _on_server: Option<OnServer>,
}

struct OnServer {
    server: Url,
    name: String,
}

impl Database {
    pub async fn fresh() -> Self {
        match server() {
            Some(server) => Self::on(server).await,
            None => Self::in_folder(),
        }
    }

    fn in_folder() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test's database");
        let place = storage::Database::Sqlite(folder.path().to_owned());
        Self {
            place,
            _folder: Some(folder),
            _on_server: None,
        }
    }

    async fn on(server: Url) -> Self {
        // A simulation's ids follow from a seed, and stand in two processes at once.
        let (process, id) = (std::process::id(), RequestId::new());
        let name = format!("aldaba_test_{process}_{}", id.uuid().simple());
        run(&server, format!("CREATE DATABASE {name}"))
            .await
            .expect("a new database on the server");
        let mut url = server.clone();
        url.set_path(&name);
        Self {
            place: storage::Database::Postgres(url.into()),
            _folder: None,
            _on_server: Some(OnServer { server, name }),
        }
    }

    pub const fn place(&self) -> &storage::Database {
        &self.place
    }

    /// Runs a statement behind the app's back, to make it meet what it should not: one for SQLite,
    /// one for PostgreSQL.
    pub async fn tamper(&self, sqlite: &'static str, postgres: &'static str) {
        let done = match &self.place {
            storage::Database::Sqlite(folder) => run_in(folder, sqlite).await,
            storage::Database::Postgres(url) => {
                let url = url.parse().expect("the test's database has an address");
                run(&url, postgres.to_owned()).await
            }
        };
        done.expect("the statement runs");
    }

    /// Opens it; it may be opened several times, as by several nodes.
    pub async fn open(&self) -> Store {
        self.open_with(None).await
    }

    pub async fn open_with(&self, hook: Option<CommitHook>) -> Store {
        let pools = Pools {
            readers: 2,
            writers: 4,
            wait: Duration::from_secs(10),
        };
        Store::open(&self.place, pools, hook)
            .await
            .expect("the test's database opens")
    }
}

impl Drop for OnServer {
    /// Tests that fail leave nothing behind either, so this can't wait for somebody to call it.
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), std::mem::take(&mut self.name));
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(run(
                &server,
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            ))
        });
        // A database that could not be removed is litter, and no reason to fail a test.
        let _ = removing.join();
    }
}

/// Statements behind the back of whoever has the database of this folder open.
pub async fn tamper_in(folder: &Path, statements: &'static str) {
    run_in(folder, statements)
        .await
        .expect("the statements run");
}

async fn run_in(folder: &Path, statements: &'static str) -> sqlx::Result<()> {
    let file = SqliteConnectOptions::new().filename(folder.join("aldaba.db"));
    let mut connection = file.connect().await?;
    connection.execute(statements).await?;
    connection.close().await
}

async fn run(server: &Url, statement: String) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect(server.as_str()).await?;
    connection.execute(AssertSqlSafe(statement)).await?;
    connection.close().await
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests choose their database by the environment"
)]
fn server() -> Option<Url> {
    let url = std::env::var(SERVER).ok().filter(|url| !url.is_empty())?;
    Some(
        url.parse()
            .expect("ALDABA_TEST_DATABASE_URL is a postgres:// address"),
    )
}
