//! Reading the journal: which lanes have rows, and the rows of a lane in order.

use super::{Journal, JournalPool, Lane};
use crate::row::row;
use crate::{Error, Result};
use domain::{OrganizationId, Origin, Time};

row! {
    /// One raw row, as it came.
    #[derive(Clone, Debug)]
    pub struct JournalRow {
        pub seq: i64,
        pub origin: Origin,
        pub received_at: Time,
        pub body: Vec<u8>,
    }
}

row! {
    struct LaneRow {
        id: i64,
        key: String,
        organization_id: Option<OrganizationId>,
        last_seq: i64,
    }
}

/// A lane and how far it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneState {
    pub id: i64,
    pub lane: Lane,
    pub organization: Option<OrganizationId>,
    pub last_seq: i64,
}

impl TryFrom<LaneRow> for LaneState {
    type Error = Error;
    fn try_from(row: LaneRow) -> Result<Self> {
        let lane = Lane::parse(&row.key).ok_or_else(|| Error::Corrupt {
            what: "lane",
            why: row.key.clone(),
        })?;
        Ok(Self {
            id: row.id,
            lane,
            organization: row.organization_id,
            last_seq: row.last_seq,
        })
    }
}

/// Reads outside a transaction are safe: nothing is written, and rows never change.
macro_rules! read {
    ($journal:expr, |$db:ident| $query:expr) => {
        match &$journal.pool {
            JournalPool::Sqlite { read, .. } => {
                let $db = read;
                $query
            }
            JournalPool::Postgres { read, .. } => {
                let $db = read;
                $query
            }
        }
    };
}

impl Journal {
    pub async fn lanes(&self) -> Result<Vec<LaneState>> {
        let rows: Vec<LaneRow> = read!(self, |db| sqlx::query_as(
            "SELECT id, key, organization_id, last_seq FROM journal_lanes ORDER BY id",
        )
        .fetch_all(db)
        .await)?;
        rows.into_iter().map(LaneState::try_from).collect()
    }

    pub async fn lane(&self, id: i64) -> Result<LaneState> {
        let row: Option<LaneRow> = read!(self, |db| sqlx::query_as(
            "SELECT id, key, organization_id, last_seq FROM journal_lanes WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(db)
        .await)?;
        row.ok_or(Error::NotFound("lane"))
            .and_then(LaneState::try_from)
    }

    /// Rows of a lane after `after`, oldest first.
    pub async fn rows(&self, lane: i64, after: i64, limit: i64) -> Result<Vec<JournalRow>> {
        // Numbers have no gaps, so a few of them are a few rows. Without the upper bound PostgreSQL
        // would read and sort a long backlog, where it has no statistics yet.
        let rows: Vec<JournalRow> = read!(self, |db| sqlx::query_as(
            "SELECT seq, origin, received_at, body FROM journal
             WHERE lane_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq",
        )
        .bind(lane)
        .bind(after)
        .bind(after.saturating_add(limit))
        .fetch_all(db)
        .await)?;
        if rows.is_empty() {
            return self.rows_after_gap(lane, after, limit).await;
        }
        Ok(rows)
    }

    /// What was pruned unworked, by a restored position, leaves a gap.
    async fn rows_after_gap(&self, lane: i64, after: i64, limit: i64) -> Result<Vec<JournalRow>> {
        let rows = read!(self, |db| sqlx::query_as(
            "SELECT seq, origin, received_at, body FROM journal
             WHERE lane_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(lane)
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await)?;
        Ok(rows)
    }

    /// Removes rows of a lane that were worked and are older than `before`; at most `limit` a call.
    pub async fn prune(&self, lane: i64, worked: i64, before: Time, limit: i64) -> Result<u64> {
        const PRUNE: &str = "DELETE FROM journal WHERE lane_id = $1 AND seq IN (
            SELECT seq FROM journal WHERE lane_id = $1 AND seq <= $2 AND received_at < $3
            ORDER BY seq LIMIT $4)";
        let removed = match &self.pool {
            JournalPool::Sqlite { write, .. } => sqlx::query(PRUNE)
                .bind(lane)
                .bind(worked)
                .bind(before)
                .bind(limit)
                .execute(write)
                .await?
                .rows_affected(),
            JournalPool::Postgres { write, .. } => {
                let mut tx = write.begin().await?;
                let done = sqlx::query(PRUNE)
                    .bind(lane)
                    .bind(worked)
                    .bind(before)
                    .bind(limit)
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                done.rows_affected()
            }
        };
        Ok(removed)
    }
}
