//! Queues: each a team's line of tickets, with what a message after "resolved" does.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{QueueId, ReopenPolicy, Time};

/// A team's line of tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    pub id: QueueId,
    pub name: String,
    pub reopen_policy: ReopenPolicy,
    pub reopen_within_hours: i64,
    pub created_at: Time,
}

row! {
    struct QueueRow {
        id: QueueId,
        name: String,
        reopen_policy: ReopenPolicy,
        reopen_within_hours: i64,
        created_at: Time,
    }
}

impl From<QueueRow> for Queue {
    fn from(row: QueueRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            reopen_policy: row.reopen_policy,
            reopen_within_hours: row.reopen_within_hours,
            created_at: row.created_at,
        }
    }
}

impl Tx {
    pub const fn queues(&mut self) -> Queues<'_> {
        Queues(self)
    }
}

/// The queues of the transaction's organization.
pub struct Queues<'tx>(&'tx mut Tx);

impl Queues<'_> {
    pub async fn find(self, id: QueueId) -> Result<Option<Queue>> {
        let row: Option<QueueRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, name, reopen_policy, reopen_within_hours, created_at FROM queues
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        Ok(row.map(Queue::from))
    }

    pub async fn get(self, id: QueueId) -> Result<Queue> {
        self.find(id).await?.ok_or(Error::NotFound("queue"))
    }

    /// Every queue, the oldest first: the first one takes what names none.
    pub async fn list(self) -> Result<Vec<Queue>> {
        let rows: Vec<QueueRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, name, reopen_policy, reopen_within_hours, created_at FROM queues
             WHERE organization_id = $1 ORDER BY id",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await)?;
        Ok(rows.into_iter().map(Queue::from).collect())
    }

    pub async fn insert(self, queue: &Queue) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO queues (organization_id, id, name, reopen_policy, reopen_within_hours, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.0.organization)
        .bind(queue.id)
        .bind(&queue.name)
        .bind(queue.reopen_policy)
        .bind(queue.reopen_within_hours)
        .bind(queue.created_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Name and policy.
    pub async fn update(self, queue: &Queue) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE queues SET name = $3, reopen_policy = $4, reopen_within_hours = $5
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(queue.id)
        .bind(&queue.name)
        .bind(queue.reopen_policy)
        .bind(queue.reopen_within_hours)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
