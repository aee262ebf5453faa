//! Migrations: the same schema on both databases, made once, whoever comes first.

use crate::rows::sqlite;
use aldaba_storage::{Database as Place, Error, Pools, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::collections::{BTreeMap, BTreeSet};
use testkit::Database;

/// What a table is made of, in words that both databases have.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// Name, type, and whether it may be null.
    columns: BTreeSet<(String, String, bool)>,
    primary_key: Vec<String>,
    /// Columns in order; whether unique; whether partial.
    indexes: BTreeSet<(String, bool, bool)>,
    /// Own columns, the other table and its columns.
    foreign_keys: BTreeSet<(String, String, String)>,
}

type Schema = BTreeMap<String, Shape>;

async fn sqlite_schema(folder: &std::path::Path) -> Schema {
    let mut schema = Schema::new();
    for file in ["aldaba.db", "journal.db"] {
        let mut connection = sqlite(&folder.join(file)).await;
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        for table in tables {
            let shape = sqlite_shape(&mut connection, &table).await;
            schema.insert(table, shape);
        }
    }
    schema
}

async fn sqlite_shape(connection: &mut sqlx::SqliteConnection, table: &str) -> Shape {
    let columns: Vec<(String, String, bool, i64)> =
        sqlx::query_as("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1) ORDER BY pk")
            .bind(table)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let indexes: Vec<(String, bool, bool)> = sqlx::query_as(
        "SELECT (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)),
                l.\"unique\", l.partial
         FROM pragma_index_list($1) l WHERE l.origin <> 'pk'",
    )
    .bind(table)
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let foreign_keys: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT group_concat(\"from\"), \"table\", group_concat(\"to\")
         FROM (SELECT * FROM pragma_foreign_key_list($1) ORDER BY id, seq) GROUP BY id, \"table\"",
    )
    .bind(table)
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let key = columns.iter().filter(|(.., place)| *place > 0);
    Shape {
        primary_key: key.map(|(name, ..)| name.clone()).collect(),
        columns: columns
            .into_iter()
            .map(|(name, kind, not_null, place)| {
                let kind = as_in_sqlite(&kind.to_lowercase()).to_owned();
                (name, kind, !not_null && place == 0)
            })
            .collect(),
        indexes: indexes.into_iter().collect(),
        foreign_keys: foreign_keys.into_iter().collect(),
    }
}

async fn postgres_schema(url: &str) -> Schema {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let mut schema = Schema::new();
    let columns: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
         FROM information_schema.columns WHERE table_schema = 'public'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for (table, name, kind, nullable) in columns {
        let kind = as_in_sqlite(&kind).to_owned();
        schema
            .entry(table)
            .or_default()
            .columns
            .insert((name, kind, nullable));
    }
    let indexes: Vec<(String, String, bool, bool, bool)> = sqlx::query_as(
        "SELECT t.relname::text, string_agg(a.attname, ',' ORDER BY k.place)::text,
                i.indisprimary, i.indisunique, i.indpred IS NOT NULL
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
         JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place) ON true
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
         WHERE t.relnamespace = 'public'::regnamespace GROUP BY t.relname, i.indexrelid, 3, 4, 5",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for (table, columns, primary, unique, partial) in indexes {
        let shape = schema.get_mut(&table).unwrap();
        if primary {
            shape.primary_key = columns.split(',').map(str::to_owned).collect();
        } else {
            shape.indexes.insert((columns, unique, partial));
        }
    }
    let foreign_keys: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT t.relname::text, string_agg(a.attname, ',' ORDER BY k.place)::text,
                o.relname::text, string_agg(b.attname, ',' ORDER BY k.place)::text
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class o ON o.oid = c.confrelid
         JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY k (mine, other, place) ON true
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.mine
         JOIN pg_attribute b ON b.attrelid = o.oid AND b.attnum = k.other
         WHERE c.contype = 'f' GROUP BY t.relname, c.oid, o.relname",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for (table, mine, other, theirs) in foreign_keys {
        schema
            .get_mut(&table)
            .unwrap()
            .foreign_keys
            .insert((mine, other, theirs));
    }
    schema
}

fn as_in_sqlite(kind: &str) -> &str {
    match kind {
        "uuid" | "bytea" | "blob" => "BLOB",
        "bigint" | "boolean" | "integer" => "INTEGER",
        "text" => "TEXT",
        other => other,
    }
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(
        &Place::Sqlite(folder.path().to_owned()),
        Pools::default(),
        None,
    )
    .await
    .unwrap();
    store.close().await;
    let sqlite = sqlite_schema(folder.path()).await;
    assert!(sqlite.contains_key("messages") && sqlite.contains_key("journal"));
    for (table, shape) in &sqlite {
        assert!(!shape.primary_key.is_empty(), "{table} has a primary key");
    }
    let database = Database::fresh().await;
    let Place::Postgres(url) = database.place() else {
        println!("only SQLite was looked at: name a PostgreSQL server by ALDABA_TEST_DATABASE_URL");
        return;
    };
    database.open().await.close().await;
    let postgres = postgres_schema(url).await;
    let tables = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(&sqlite), tables(&postgres));
    for (table, shape) in &sqlite {
        assert_eq!(
            shape, &postgres[table],
            "{table}: SQLite left, PostgreSQL right"
        );
    }
}

#[tokio::test]
async fn a_second_start_changes_nothing() {
    let database = Database::fresh().await;
    let first = database.open().await;
    let schema = first.schema().await.unwrap();
    assert_eq!(schema.found, schema.known);
    let second = database.open().await;
    assert_eq!(second.schema().await.unwrap(), schema);
    second.check_schema().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_start_together_migrate_once() {
    let database = Database::fresh().await;
    let starting = (0..4).map(|_| database.open());
    let stores = futures_util::future::join_all(starting).await;
    for store in &stores {
        store.check_schema().await.unwrap();
    }
}

/// Runs a statement that no version of the product would.
async fn tamper(place: &Place, statement: &str) {
    match place {
        Place::Sqlite(folder) => {
            let mut connection = sqlite(&folder.join("aldaba.db")).await;
            connection
                .execute(AssertSqlSafe(statement.to_owned()))
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
        Place::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            connection
                .execute(AssertSqlSafe(statement.to_owned()))
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }
}

async fn reopened(database: &Database) -> Option<Error> {
    Store::open(database.place(), Pools::default(), None)
        .await
        .err()
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let database = Database::fresh().await;
    database.open().await.close().await;
    let newer =
        "INSERT INTO schema_migrations (version, name, checksum) VALUES (99, '0099_future', 'x')";
    tamper(database.place(), newer).await;
    assert!(matches!(
        reopened(&database).await,
        Some(Error::SchemaTooNew { found: 99, .. })
    ));
}

#[tokio::test]
async fn a_changed_migration_is_refused() {
    let database = Database::fresh().await;
    database.open().await.close().await;
    tamper(
        database.place(),
        "UPDATE schema_migrations SET checksum = 'x' WHERE version = 1",
    )
    .await;
    assert!(matches!(
        reopened(&database).await,
        Some(Error::MigrationChanged { version: 1 })
    ));
}
