//! Whether the database may be used: it answers, it is new enough, and it keeps organizations apart.

use crate::migrate::{self, House};
use crate::store::{MAIN_FILE, Pool};
use crate::tx::on;
use crate::{Database, Error, Result, SchemaVersion, Store, dialect};
use domain::OrganizationId;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// Why the house may let nobody in.
#[derive(Debug, thiserror::Error)]
pub enum Unready {
    #[error(transparent)]
    Storage(#[from] Error),
    #[error("the database has schema {}, and this version needs {}; run `aldaba migrate`", .0.found, .0.known)]
    OldSchema(SchemaVersion),
    /// Whoever passes over row-level security sees every organization.
    #[error("the database does not keep organizations apart: {0}")]
    NotIsolated(&'static str),
}

/// Whether the role that an organization's transaction takes is held by row-level security.
const ROLE: &str =
    "SELECT rolname::text, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

/// Tables with an organization that show every organization's rows.
const UNGUARDED: &str = "SELECT EXISTS (
    SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attname = 'organization_id' AND c.relkind = 'r' AND n.nspname = current_schema()
      AND NOT c.relrowsecurity AND has_table_privilege(c.oid, 'SELECT'))";

/// The schema of a database that is not opened, for a look that changes nothing; nothing where
/// Aldaba was never started on it.
pub async fn look(database: &Database) -> Result<Option<SchemaVersion>> {
    match database {
        Database::Sqlite(folder) => look_sqlite(folder).await,
        Database::Postgres(url) => look_postgres(url).await,
    }
}

const APPLIED: &str = "SELECT MAX(version) FROM schema_migrations";

async fn look_sqlite(folder: &Path) -> Result<Option<SchemaVersion>> {
    let file = folder.join(MAIN_FILE);
    if !file.exists() {
        return Ok(None);
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = options.connect().await?;
    let found: Option<i64> = sqlx::query_scalar(APPLIED)
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(Some(SchemaVersion {
        found: found.unwrap_or_default(),
        known: migrate::newest(&[House::Main]),
    }))
}

async fn look_postgres(url: &str) -> Result<Option<SchemaVersion>> {
    let options: PgConnectOptions = url.parse()?;
    let mut connection = options.connect().await?;
    let is_there: bool = sqlx::query_scalar("SELECT to_regclass('schema_migrations') IS NOT NULL")
        .fetch_one(&mut connection)
        .await?;
    if !is_there {
        return Ok(None);
    }
    let found: Option<i64> = sqlx::query_scalar(APPLIED)
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    let known = migrate::newest(&[House::Main, House::Journal]);
    Ok(Some(SchemaVersion {
        found: found.unwrap_or_default(),
        known,
    }))
}

impl Store {
    pub async fn schema(&self) -> Result<SchemaVersion> {
        let mut tx = self.system_read().await?;
        let found: Option<i64> = on!(tx, |db| sqlx::query_scalar(APPLIED).fetch_one(db).await)?;
        let known = match self.pool {
            // The journal's own file was looked at when it was opened.
            Pool::Sqlite { .. } => migrate::newest(&[House::Main]),
            Pool::Postgres(_) => migrate::newest(&[House::Main, House::Journal]),
        };
        Ok(SchemaVersion {
            found: found.unwrap_or_default(),
            known,
        })
    }

    pub async fn check_schema(&self) -> Result<(), Unready> {
        let schema = self.schema().await?;
        if schema.found < schema.known {
            Err(Unready::OldSchema(schema))
        } else {
            Ok(())
        }
    }

    /// Proves, in a transaction of an organization that does not exist, that nothing of any other
    /// is seen. SQLite has no row-level security: there the queries alone keep them apart.
    pub async fn check_isolation(&self) -> Result<(), Unready> {
        let Pool::Postgres(_) = &self.pool else {
            return Ok(());
        };
        let mut tx = self.read(OrganizationId::new()).await?;
        let (role, passes_over): (String, bool) =
            on!(tx, |db| sqlx::query_as(ROLE).fetch_one(db).await).map_err(Error::from)?;
        if role != dialect::TENANT_ROLE {
            return Err(Unready::NotIsolated(
                "transactions don't take the role aldaba_tenant",
            ));
        }
        if passes_over {
            return Err(Unready::NotIsolated(
                "the role aldaba_tenant passes over row-level security; make it NOSUPERUSER NOBYPASSRLS",
            ));
        }
        let unguarded: bool =
            on!(tx, |db| sqlx::query_scalar(UNGUARDED).fetch_one(db).await).map_err(Error::from)?;
        if unguarded {
            return Err(Unready::NotIsolated(
                "a table has no row-level security; restore it from the migrations",
            ));
        }
        let sees_another: bool = on!(tx, |db| sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM organizations)"
        )
        .fetch_one(db)
        .await)
        .map_err(Error::from)?;
        if sees_another {
            return Err(Unready::NotIsolated(
                "a transaction sees another organization",
            ));
        }
        Ok(())
    }
}
