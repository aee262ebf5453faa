//! Whether a database may be used, and what makes it unusable.

use aldaba_storage::health::Unready;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use testkit::Database;

#[tokio::test]
async fn a_look_changes_nothing_and_tells_the_schema() {
    let database = Database::fresh().await;
    assert_eq!(
        aldaba_storage::health::look(database.place())
            .await
            .unwrap(),
        None
    );
    let store = database.open().await;
    let seen = aldaba_storage::health::look(database.place())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.found, seen.known);
    assert_eq!(store.schema().await.unwrap(), seen);
    store.check_schema().await.unwrap();
    store.check_isolation().await.unwrap();
    store.journal().check().await.unwrap();
    store.close().await;
    assert!(store.journal().check().await.is_err());
}

#[tokio::test]
async fn a_table_without_row_level_security_keeps_everybody_out() {
    let database = Database::fresh().await;
    // On SQLite there is no row-level security to lose.
    let aldaba_storage::Database::Postgres(url) = database.place() else {
        return;
    };
    let store = database.open().await;
    let mut outside = PgConnection::connect(url).await.unwrap();
    for (change, undo) in [
        (
            "ALTER TABLE lines DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE lines ENABLE ROW LEVEL SECURITY",
        ),
        (
            "CREATE POLICY leak ON organizations USING (true)",
            "DROP POLICY leak ON organizations",
        ),
    ] {
        let leaks = change.contains("leak");
        if leaks {
            let insert = "INSERT INTO organizations VALUES (gen_random_uuid(), 'Azul', 'MX', 'America/Mexico_City', 'es', 0)";
            outside.execute(AssertSqlSafe(insert)).await.unwrap();
        }
        outside.execute(AssertSqlSafe(change)).await.unwrap();
        assert!(
            matches!(store.check_isolation().await, Err(Unready::NotIsolated(_))),
            "{change}"
        );
        outside.execute(AssertSqlSafe(undo)).await.unwrap();
        store.check_isolation().await.unwrap();
    }
}
