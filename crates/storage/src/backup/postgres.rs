//! PostgreSQL: one snapshot of every table, by COPY, so that no other program is needed.

use super::files::at;
use super::{BackupError, Existing, Manifest, TableEntry};
use crate::migrate;
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use std::collections::BTreeSet;
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Row-level security would hide rows from an account that does not own the tables: say so instead.
const SNAPSHOT: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off";
const RESTORE: &str = "BEGIN; SET LOCAL row_security = off";

const COLUMNS: &str = "SELECT t.table_name::text, c.column_name::text
 FROM information_schema.tables t JOIN information_schema.columns c
   ON c.table_schema = t.table_schema AND c.table_name = t.table_name
 WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
   AND t.table_name <> 'schema_migrations'
 ORDER BY t.table_name, c.ordinal_position";

/// Which table points at which: rows of the second must be there first.
const POINTERS: &str = "SELECT c.relname::text, f.relname::text FROM pg_constraint k
 JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
 WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace AND c.oid <> f.oid";

const COUNTED: &str = "SELECT table_name::text, column_name::text FROM information_schema.columns
 WHERE table_schema = current_schema() AND is_identity = 'YES'";

async fn connect(url: &str) -> Result<PgConnection, BackupError> {
    let options: PgConnectOptions = url.parse()?;
    Ok(options
        .application_name("aldaba backup")
        .disable_statement_logging()
        .connect()
        .await?)
}

/// Copies every table; returns the schema, the tables and the files' names.
pub(super) async fn back_up(
    url: &str,
    draft: &Path,
) -> Result<(i64, Vec<TableEntry>, Vec<String>), BackupError> {
    let mut connection = connect(url).await?;
    connection.execute(SNAPSHOT).await?;
    let schema = schema(&mut connection).await?;
    let mut tables = tables(&mut connection).await?;
    for table in &mut tables {
        table.rows = rows(&mut connection, &table.name).await?;
        copy_out(&mut connection, table, &draft.join(&table.file)).await?;
    }
    connection.execute("COMMIT").await?;
    connection.close().await?;
    let names = tables.iter().map(|table| table.file.clone()).collect();
    Ok((schema, tables, names))
}

async fn schema(connection: &mut PgConnection) -> Result<i64, BackupError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM schema_migrations")
        .fetch_one(connection)
        .await?;
    Ok(found.unwrap_or_default())
}

/// Tables in an order in which a row comes after those that it points at.
async fn tables(connection: &mut PgConnection) -> Result<Vec<TableEntry>, BackupError> {
    let columns: Vec<(String, String)> =
        sqlx::query_as(COLUMNS).fetch_all(&mut *connection).await?;
    let pointers: Vec<(String, String)> = sqlx::query_as(POINTERS).fetch_all(connection).await?;
    let mut tables: Vec<TableEntry> = Vec::new();
    for (name, column) in columns {
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(TableEntry {
                file: format!("{name}.copy"),
                name,
                rows: 0,
                columns: vec![column],
            }),
        }
    }
    Ok(in_order(tables, &pointers))
}

fn in_order(mut tables: Vec<TableEntry>, pointers: &[(String, String)]) -> Vec<TableEntry> {
    let mut placed = BTreeSet::new();
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let free = |table: &TableEntry| {
            let mut targets = pointers.iter().filter(|(from, _)| *from == table.name);
            targets.all(|(_, to)| placed.contains(to))
        };
        // Tables in a circle have no order; whichever is first will say what it misses.
        let next = tables.iter().position(free).unwrap_or_default();
        let table = tables.remove(next);
        placed.insert(table.name.clone());
        ordered.push(table);
    }
    ordered
}

async fn rows(connection: &mut PgConnection, table: &str) -> Result<u64, BackupError> {
    // The name comes from the catalogue, or is one that the catalogue knows.
    let text = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{table}\""));
    let rows: i64 = sqlx::query_scalar(text).fetch_one(connection).await?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

fn copy(table: &TableEntry, direction: &str) -> String {
    let columns = table.columns.join("\", \"");
    format!(
        "COPY \"{}\" (\"{columns}\") {direction} (FORMAT binary)",
        table.name
    )
}

async fn copy_out(
    connection: &mut PgConnection,
    table: &TableEntry,
    path: &Path,
) -> Result<(), BackupError> {
    let mut file = at(path, tokio::fs::File::create(path).await)?;
    let mut chunks = connection.copy_out_raw(&copy(table, "TO STDOUT")).await?;
    while let Some(chunk) = chunks.try_next().await? {
        at(path, file.write_all(&chunk).await)?;
    }
    at(path, file.flush().await)
}

/// All tables in one transaction: either everything is there, or nothing.
pub(super) async fn restore(
    backup: &Path,
    manifest: &Manifest,
    url: &str,
    existing: Existing,
) -> Result<(), BackupError> {
    let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
    migrate::postgres(&pool, manifest.schema).await?;
    pool.close().await;
    let mut connection = connect(url).await?;
    connection.execute(RESTORE).await?;
    let target = schema(&mut connection).await?;
    if target != manifest.schema {
        let backup = manifest.schema;
        return Err(BackupError::OtherSchema { target, backup });
    }
    let tables = known(&tables(&mut connection).await?, manifest)?;
    clear(&mut connection, &tables, existing).await?;
    for table in tables {
        copy_in(&mut connection, table, &backup.join(&table.file)).await?;
    }
    go_on_counting(&mut connection).await?;
    connection.execute("COMMIT").await?;
    connection.execute("ANALYZE").await?;
    connection.close().await?;
    Ok(())
}

/// The manifest's tables in the order of the database, which must know each of them by the same
/// columns: no name goes into a statement that the catalogue does not have.
fn known<'a>(
    there: &[TableEntry],
    manifest: &'a Manifest,
) -> Result<Vec<&'a TableEntry>, BackupError> {
    let mut found = Vec::with_capacity(there.len());
    for table in there {
        let wanted = manifest.tables.iter().find(|it| {
            it.name == table.name && it.file == table.file && it.columns == table.columns
        });
        found.extend(wanted);
    }
    if found.len() != there.len() || found.len() != manifest.tables.len() {
        return Err(BackupError::Damaged {
            file: "manifest.json".to_owned(),
            why: "it names other tables or columns than the database has".to_owned(),
        });
    }
    Ok(found)
}

async fn clear(
    connection: &mut PgConnection,
    tables: &[&TableEntry],
    existing: Existing,
) -> Result<(), BackupError> {
    let names: Vec<String> = tables
        .iter()
        .map(|table| format!("\"{}\"", table.name))
        .collect();
    let names = names.join(", ");
    // Whoever still writes waits here, and then finds the restored rows.
    connection
        .execute(AssertSqlSafe(format!(
            "LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"
        )))
        .await?;
    for table in tables {
        if rows(connection, &table.name).await? == 0 {
            continue;
        }
        if existing == Existing::Refuse {
            return Err(BackupError::NotEmpty);
        }
        connection
            .execute(AssertSqlSafe(format!("TRUNCATE {names}")))
            .await?;
        return Ok(());
    }
    Ok(())
}

async fn copy_in(
    connection: &mut PgConnection,
    table: &TableEntry,
    path: &Path,
) -> Result<(), BackupError> {
    let mut file = at(path, tokio::fs::File::open(path).await)?;
    let mut copying = connection.copy_in_raw(&copy(table, "FROM STDIN")).await?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let count = at(path, file.read(&mut buffer).await)?;
        if count == 0 {
            break;
        }
        copying.send(&buffer[..count]).await?;
    }
    if copying.finish().await? != table.rows {
        return Err(BackupError::Damaged {
            file: table.file.clone(),
            why: "it does not hold the rows that the manifest names".to_owned(),
        });
    }
    Ok(())
}

/// Numbers that the database gives by itself go on after the restored ones.
async fn go_on_counting(connection: &mut PgConnection) -> Result<(), BackupError> {
    let counted: Vec<(String, String)> =
        sqlx::query_as(COUNTED).fetch_all(&mut *connection).await?;
    for (table, column) in counted {
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'),
             COALESCE(MAX(\"{column}\"), 1), MAX(\"{column}\") IS NOT NULL) FROM \"{table}\"",
        );
        connection.execute(AssertSqlSafe(text)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_that_it_points_at() {
        let table = |name: &str| TableEntry {
            name: name.to_owned(),
            file: String::new(),
            rows: 0,
            columns: Vec::new(),
        };
        let points = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let pointers = [points("doors", "lines"), points("lines", "queues")];
        let ordered = in_order(
            vec![table("doors"), table("lines"), table("queues")],
            &pointers,
        );
        let names: Vec<&str> = ordered.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["queues", "lines", "doors"]);
    }
}
