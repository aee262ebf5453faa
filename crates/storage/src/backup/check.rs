//! Whether the main database and its journal belong together.

use super::BackupError;
use crate::{Error, Result};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// A lane that was worked further than the journal reaches would swallow what knocks next: its new
/// rows get numbers that count as worked.
pub(crate) async fn not_behind(
    main: &mut SqliteConnection,
    journal: &mut SqliteConnection,
) -> Result<()> {
    let positions: Vec<(i64, i64)> =
        sqlx::query_as("SELECT lane_id, seq FROM lane_positions WHERE seq > 0")
            .fetch_all(&mut *main)
            .await?;
    let lanes: Vec<(i64, i64)> = sqlx::query_as("SELECT id, last_seq FROM journal_lanes")
        .fetch_all(&mut *journal)
        .await?;
    let filled: HashMap<i64, i64> = lanes.into_iter().collect();
    for (lane, worked) in positions {
        if filled.get(&lane).copied().unwrap_or_default() < worked {
            return Err(Error::JournalBehind { lane });
        }
    }
    Ok(())
}

/// The same, and that every row which is still to be worked is there: retention may have taken one
/// between the two snapshots.
pub(super) async fn agree(
    main: &mut SqliteConnection,
    journal: &mut SqliteConnection,
) -> Result<(), BackupError> {
    not_behind(main, journal).await?;
    let positions: Vec<(i64, i64)> = sqlx::query_as("SELECT lane_id, seq FROM lane_positions")
        .fetch_all(&mut *main)
        .await?;
    for (lane, worked) in positions {
        let next: Option<i64> =
            sqlx::query_scalar("SELECT MIN(seq) FROM journal WHERE lane_id = $1 AND seq > $2")
                .bind(lane)
                .bind(worked)
                .fetch_one(&mut *journal)
                .await?;
        if next.is_some_and(|next| next != worked + 1) {
            return Err(BackupError::Damaged {
                file: "journal.db".to_owned(),
                why: format!("rows of lane {lane} that were not worked yet are missing"),
            });
        }
    }
    Ok(())
}

/// The newest migration of one file.
pub(super) async fn schema(connection: &mut SqliteConnection) -> Result<i64> {
    let found: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM schema_migrations")
        .fetch_one(connection)
        .await?;
    Ok(found.unwrap_or_default())
}
