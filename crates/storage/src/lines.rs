//! Lines: the addresses of the business that customers write to.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{LineId, PhoneNumber, QueueId, RoutingPolicy, Time, UncertainPolicy};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: LineId,
    pub name: String,
    /// As the provider shows it; unknown until a door was asked.
    pub phone: Option<PhoneNumber>,
    pub queue_id: QueueId,
    pub enabled: bool,
    /// What becomes of a message whose fate is not known.
    pub uncertain_policy: UncertainPolicy,
    pub uncertain_after_minutes: i64,
    pub routing_policy: RoutingPolicy,
    /// Since when an owner lets unofficial doors send.
    pub unofficial_allowed_at: Option<Time>,
    pub created_at: Time,
}

row! {
    struct LineRow {
        id: LineId,
        name: String,
        phone: Option<String>,
        queue_id: QueueId,
        enabled: bool,
        uncertain_policy: UncertainPolicy,
        uncertain_after_minutes: i64,
        routing_policy: RoutingPolicy,
        unofficial_allowed_at: Option<Time>,
        created_at: Time,
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            phone: row.phone.as_deref().and_then(PhoneNumber::from_wa_id),
            queue_id: row.queue_id,
            enabled: row.enabled,
            uncertain_policy: row.uncertain_policy,
            uncertain_after_minutes: row.uncertain_after_minutes,
            routing_policy: row.routing_policy,
            unofficial_allowed_at: row.unofficial_allowed_at,
            created_at: row.created_at,
        }
    }
}

impl Tx {
    pub const fn lines(&mut self) -> Lines<'_> {
        Lines(self)
    }
}

/// The lines of the transaction's organization.
pub struct Lines<'tx>(&'tx mut Tx);

impl Lines<'_> {
    /// Every line, the oldest first.
    pub async fn list(self) -> Result<Vec<Line>> {
        let rows: Vec<LineRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, phone, queue_id, enabled, uncertain_policy, uncertain_after_minutes,
                    routing_policy, unofficial_allowed_at, created_at FROM lines
             WHERE organization_id = $1 ORDER BY id",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await
        })?;
        Ok(rows.into_iter().map(Line::from).collect())
    }

    pub async fn find(self, id: LineId) -> Result<Option<Line>> {
        let row: Option<LineRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, phone, queue_id, enabled, uncertain_policy, uncertain_after_minutes,
                    routing_policy, unofficial_allowed_at, created_at FROM lines
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        Ok(row.map(Line::from))
    }

    pub async fn get(self, id: LineId) -> Result<Line> {
        self.find(id).await?.ok_or(Error::NotFound("line"))
    }

    pub async fn insert(self, line: &Line) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO lines (organization_id, id, name, phone, queue_id, enabled, created_at,
                                uncertain_policy, uncertain_after_minutes, routing_policy,
                                unofficial_allowed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(self.0.organization)
        .bind(line.id)
        .bind(&line.name)
        .bind(line.phone.as_ref().map(PhoneNumber::as_str))
        .bind(line.queue_id)
        .bind(line.enabled)
        .bind(line.created_at)
        .bind(line.uncertain_policy)
        .bind(line.uncertain_after_minutes)
        .bind(line.routing_policy)
        .bind(line.unofficial_allowed_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Everything but its id and age.
    pub async fn update(self, line: &Line) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE lines SET name = $3, phone = $4, queue_id = $5, enabled = $6,
                              uncertain_policy = $7, uncertain_after_minutes = $8,
                              routing_policy = $9, unofficial_allowed_at = $10
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(line.id)
        .bind(&line.name)
        .bind(line.phone.as_ref().map(PhoneNumber::as_str))
        .bind(line.queue_id)
        .bind(line.enabled)
        .bind(line.uncertain_policy)
        .bind(line.uncertain_after_minutes)
        .bind(line.routing_policy)
        .bind(line.unofficial_allowed_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
