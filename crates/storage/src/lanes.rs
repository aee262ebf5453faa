//! How far the lanes of the journal were worked, committed with what their rows produced.

use crate::tx::on;
use crate::{Error, Result, Tx};

impl Tx {
    pub fn lanes(&mut self) -> Lanes<'_> {
        Lanes(self)
    }
}

pub struct Lanes<'tx>(&'tx mut Tx);

/// A lane without a row stands at 0, so only a first step may make the row.
const FIRST: &str = "INSERT INTO lane_positions (lane_id, seq, attempts) VALUES ($1, $3, 0)
 ON CONFLICT (lane_id) DO UPDATE SET seq = excluded.seq, attempts = 0 WHERE lane_positions.seq = $2";
const NEXT: &str =
    "UPDATE lane_positions SET seq = $3, attempts = 0 WHERE lane_id = $1 AND seq = $2";

const FIRST_ATTEMPT: &str = "INSERT INTO lane_positions (lane_id, seq, attempts) VALUES ($1, 0, 1)
 ON CONFLICT (lane_id) DO UPDATE SET attempts = lane_positions.attempts + 1
 WHERE lane_positions.seq = $2 RETURNING attempts";
const NEXT_ATTEMPT: &str = "UPDATE lane_positions SET attempts = attempts + 1
 WHERE lane_id = $1 AND seq = $2 RETURNING attempts";

impl Lanes<'_> {
    /// Moves a lane from `from` to `to`. Somebody who moved it meanwhile wins, and this transaction
    /// must not commit.
    pub async fn advance(self, lane: i64, from: i64, to: i64) -> Result<()> {
        let text = if from == 0 { FIRST } else { NEXT };
        let moved = on!(self.0, |db| sqlx::query(text)
            .bind(lane)
            .bind(from)
            .bind(to)
            .execute(db)
            .await
            .map(|done| done.rows_affected()))?;
        if moved == 0 {
            return Err(Error::Fenced);
        }
        Ok(())
    }

    /// Counts one more failed attempt at the row after `at`; returns how many there were.
    pub async fn count_attempt(self, lane: i64, at: i64) -> Result<i64> {
        let text = if at == 0 { FIRST_ATTEMPT } else { NEXT_ATTEMPT };
        let attempts = on!(self.0, |db| sqlx::query_scalar(text)
            .bind(lane)
            .bind(at)
            .fetch_optional(db)
            .await)?;
        attempts.ok_or(Error::Fenced)
    }
}
