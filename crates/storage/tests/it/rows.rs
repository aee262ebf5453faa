//! Every row of a database as text, to compare what is there with what should be.

use aldaba_storage::Database;
use domain::OrganizationId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rows of each table.
pub(crate) type Rows = BTreeMap<String, BTreeSet<String>>;

pub(crate) async fn dump(place: &Database) -> Rows {
    read(place, None).await
}

/// The rows of one organization in every table that has a column for it.
pub(crate) async fn dump_of(place: &Database, organization: OrganizationId) -> Rows {
    read(place, Some(organization)).await
}

async fn read(place: &Database, organization: Option<OrganizationId>) -> Rows {
    let mut rows = Rows::new();
    match place {
        Database::Sqlite(folder) => {
            for file in ["aldaba.db", "journal.db"] {
                let mut connection = sqlite(&folder.join(file)).await;
                for (table, columns) in sqlite_tables(&mut connection).await {
                    read_sqlite(&mut connection, &mut rows, table, &columns, organization).await;
                }
            }
        }
        Database::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            for (table, columns) in postgres_tables(&mut connection).await {
                let Some(condition) =
                    condition(&columns, organization, |id| format!("'{}'", id.uuid()))
                else {
                    continue;
                };
                let text = format!("SELECT t::text FROM \"{table}\" t {condition}");
                let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(text))
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
                rows.insert(table, found.into_iter().collect());
            }
            connection.close().await.unwrap();
        }
    }
    rows
}

async fn read_sqlite(
    connection: &mut SqliteConnection,
    rows: &mut Rows,
    table: String,
    columns: &[String],
    organization: Option<OrganizationId>,
) {
    let literal = |id: OrganizationId| format!("X'{}'", id.uuid().simple());
    let Some(condition) = condition(columns, organization, literal) else {
        return;
    };
    let quoted: Vec<String> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let text = format!(
        "SELECT {} FROM \"{table}\" {condition}",
        quoted.join(" || ',' || ")
    );
    let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(text))
        .fetch_all(connection)
        .await
        .unwrap();
    rows.insert(table, found.into_iter().collect());
}

fn condition(
    columns: &[String],
    organization: Option<OrganizationId>,
    literal: impl Fn(OrganizationId) -> String,
) -> Option<String> {
    let Some(organization) = organization else {
        return Some(String::new());
    };
    let has = columns.iter().any(|column| column == "organization_id");
    has.then(|| format!("WHERE organization_id = {}", literal(organization)))
}

pub(crate) async fn sqlite(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap()
}

/// Tables and their columns.
pub(crate) async fn sqlite_tables(
    connection: &mut SqliteConnection,
) -> BTreeMap<String, Vec<String>> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    grouped(columns)
}

pub(crate) async fn postgres_tables(
    connection: &mut PgConnection,
) -> BTreeMap<String, Vec<String>> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns
         WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    grouped(columns)
}

fn grouped(columns: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in columns {
        tables.entry(table).or_default().push(column);
    }
    tables
}
