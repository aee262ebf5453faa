//! `aldaba migrate`: brings the database to this version's schema.

use crate::wiring;
use anyhow::Context;
use config::Settings;
use storage::{Pools, Store};

pub(super) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let before = storage::health::look(&wiring::database(settings))
        .await
        .ok()
        .flatten();
    let store = Store::open(&wiring::database(settings), Pools::default(), None)
        .await
        .with_context(|| format!("the database {:?} can't be migrated", settings.database.url))?;
    let schema = store.schema().await?;
    store.close().await;
    let told = match before {
        Some(before) if before.found == schema.found => format!("is {} already", schema.found),
        Some(before) => format!("went from {} to {}", before.found, schema.found),
        None => format!("is {}", schema.found),
    };
    println!("the schema {told}");
    Ok(())
}
