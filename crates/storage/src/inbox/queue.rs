//! A line's queue of deliveries: what may go now, in which order, and under whose lease.

use super::dead_letters::cause_of;
use super::deliveries::{COLUMNS, Delivery};
use crate::batch::sets;
use crate::dialect::FOR_SHARE;
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ConversationId, DoorKind, LineId, MessageId, Time};
use sqlx::AssertSqlSafe;

/// A conversation's own messages stand so far apart in the line's queue, so that others come between.
const BETWEEN_TURNS: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

impl Tx {
    pub const fn queue(&mut self, line: LineId) -> LineQueue<'_> {
        LineQueue { tx: self, line }
    }

    /// The turn of a conversation's next message. The caller holds the conversation's lock.
    pub async fn next_turn(&mut self, conversation: ConversationId, now: Time) -> Result<Time> {
        let last: Option<Time> = on!(self, |db| sqlx::query_scalar(
            "SELECT turn FROM deliveries WHERE conversation_id = $2 AND organization_id = $1
             AND state IN ('queued', 'waiting', 'sending', 'uncertain')
             ORDER BY position DESC LIMIT 1",
        )
        .bind(self.organization)
        .bind(conversation)
        .fetch_optional(db)
        .await)?;
        Ok(last.map_or(now, |last| now.max(last.plus(BETWEEN_TURNS))))
    }
}

/// What [`LineQueue::due`] takes.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub now: Time,
    /// An earlier message that met an obstacle and is tried again before this moment holds the later
    /// ones. What somebody scheduled holds nobody.
    pub horizon: Time,
    /// An uncertain one holds them only if it was handed over after this moment.
    pub doubt_from: Time,
    pub limit: i64,
}

row! {
    /// What a line's queue has left.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Pending {
        pub queued: bool,
        /// When the next that waits for its time may go.
        pub next: Option<Time>,
    }
}

pub struct LineQueue<'tx> {
    tx: &'tx mut Tx,
    line: LineId,
}

impl LineQueue<'_> {
    /// Refused where another owner has taken the line under a newer epoch. Until the transaction ends
    /// nobody can take it.
    pub async fn fence(self, epoch: i64) -> Result<()> {
        const SQL: &str = "SELECT epoch FROM line_leases WHERE line_id = $1";
        let sql = format!("{SQL}{}", FOR_SHARE[self.tx.conn.dialect()]);
        let newest: Option<i64> = on!(self.tx, |db| {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(self.line)
                .fetch_optional(db)
                .await
        })?;
        if newest.is_some_and(|newest| newest != epoch) {
            return Err(Error::Fenced);
        }
        Ok(())
    }

    /// What waited for its time, and has it now, is queued.
    pub async fn ripen(self, now: Time) -> Result<()> {
        on!(self.tx, |db| sqlx::query(
            "UPDATE deliveries SET state = 'queued'
             WHERE line_id = $2 AND organization_id = $1 AND state = 'waiting' AND due_at <= $3",
        )
        .bind(self.tx.organization)
        .bind(self.line)
        .bind(now)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// The oldest of each conversation that may go now, locked: people's before bots' before
    /// campaigns', and in turn.
    pub async fn due(self, door: DoorKind, due: Due) -> Result<Vec<Delivery>> {
        const SKIP: [&str; 2] = ["", " FOR UPDATE SKIP LOCKED"];
        let sql = format!(
            "SELECT {COLUMNS} FROM deliveries m
             WHERE m.line_id = $2 AND m.state = 'queued' AND m.organization_id = $1 AND m.door = $6
               AND NOT EXISTS (
                 SELECT 1 FROM deliveries e
                 WHERE e.conversation_id = m.conversation_id AND e.position < m.position
                   AND e.state IN ('queued', 'waiting', 'sending', 'uncertain')
                   AND (e.state IN ('queued', 'sending')
                     OR (e.state = 'waiting' AND e.failure IS NOT NULL AND e.due_at <= $3)
                     OR (e.state = 'uncertain' AND e.sending_at > $4)))
             ORDER BY m.priority, m.turn, m.position LIMIT $5{}",
            SKIP[self.tx.conn.dialect()]
        );
        let rows = on!(self.tx, |db| sqlx::query_as(AssertSqlSafe(sql))
            .bind(self.tx.organization)
            .bind(self.line)
            .bind(due.horizon)
            .bind(due.doubt_from)
            .bind(due.limit)
            .bind(door)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    /// Marks deliveries as being handed over under `epoch`.
    pub async fn start(self, messages: &[MessageId], epoch: i64, now: Time) -> Result<()> {
        let organization = self.tx.organization;
        for set in sets(messages) {
            on!(self.tx, |db| {
                let mut sql =
                    sqlx::QueryBuilder::new("UPDATE deliveries SET state = 'sending', epoch = ");
                sql.push_bind(epoch)
                    .push(", attempts = attempts + 1, sending_at = ")
                    .push_bind(now)
                    .push(" WHERE organization_id = ")
                    .push_bind(organization)
                    .push(" AND message_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build().execute(db).await.map(|_| ())
            })?;
        }
        Ok(())
    }

    /// What an older lease was sending: it may or may not have gone out.
    pub async fn doubt(self, epoch: i64, failure: &str) -> Result<Vec<Delivery>> {
        let sql = format!(
            "UPDATE deliveries SET state = 'uncertain', failure = $4, cause = $5
             WHERE organization_id = $1 AND line_id = $2 AND state = 'sending' AND epoch < $3
             RETURNING {COLUMNS}"
        );
        let rows = on!(self.tx, |db| sqlx::query_as(AssertSqlSafe(sql))
            .bind(self.tx.organization)
            .bind(self.line)
            .bind(epoch)
            .bind(failure)
            .bind(cause_of(failure))
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    /// Those whose fate nobody told since before `since`, the oldest first, locked.
    pub async fn doubted(self, since: Time, limit: i64) -> Result<Vec<Delivery>> {
        const SKIP: [&str; 2] = ["", " FOR UPDATE SKIP LOCKED"];
        let sql = format!(
            "SELECT {COLUMNS} FROM deliveries
             WHERE line_id = $2 AND organization_id = $1 AND state = 'uncertain' AND sending_at <= $3
             ORDER BY sending_at LIMIT $4{}",
            SKIP[self.tx.conn.dialect()]
        );
        let rows = on!(self.tx, |db| sqlx::query_as(AssertSqlSafe(sql))
            .bind(self.tx.organization)
            .bind(self.line)
            .bind(since)
            .bind(limit)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    pub async fn pending(self) -> Result<Pending> {
        // In the queue's order, or SQLite looks through all that the organization ever sent.
        let pending = on!(self.tx, |db| {
            sqlx::query_as(
                "SELECT (SELECT 1 FROM deliveries WHERE line_id = $2 AND organization_id = $1 AND state = 'queued'
                   ORDER BY priority, turn, position LIMIT 1) IS NOT NULL AS queued,
                 (SELECT MIN(due_at) FROM deliveries WHERE line_id = $2 AND organization_id = $1 AND state = 'waiting') AS next",
            )
            .bind(self.tx.organization)
            .bind(self.line)
            .fetch_one(db)
            .await
        })?;
        Ok(pending)
    }
}
