//! How far the lanes of the journal were worked, committed with what their rows produced.

use crate::tx::on;
use crate::{Error, Result, Tx};

impl Tx {
    pub fn lanes(&mut self) -> Lanes<'_> {
        Lanes(self)
    }
}

pub struct Lanes<'tx>(&'tx mut Tx);

impl Lanes<'_> {
    /// Moves a lane from `from` to `to`. Somebody who moved it meanwhile wins, and this transaction
    /// must not commit.
    pub async fn advance(self, lane: i64, from: i64, to: i64) -> Result<()> {
        let moved = on!(self.0, |db| sqlx::query(
            "INSERT INTO lane_positions (lane_id, seq, attempts) VALUES ($1, $3, 0)
             ON CONFLICT (lane_id) DO UPDATE SET seq = excluded.seq, attempts = 0
             WHERE lane_positions.seq = $2",
        )
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

    /// Counts one more failed attempt at a lane's next row; returns how many there were.
    pub async fn count_attempt(self, lane: i64) -> Result<i64> {
        let attempts = on!(self.0, |db| {
            sqlx::query_scalar(
            "INSERT INTO lane_positions (lane_id, seq, attempts) VALUES ($1, 0, 1)
             ON CONFLICT (lane_id) DO UPDATE SET attempts = lane_positions.attempts + 1 RETURNING attempts",
        )
        .bind(lane)
        .fetch_one(db)
        .await
        })?;
        Ok(attempts)
    }
}
