//! Where the lanes stand, and who works which line.

use super::SystemTx;
use crate::Result;
use crate::row::row;
use crate::tx::on;
use domain::{LineId, OrganizationId, Time};

row! {
    /// How far a lane was worked.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct LanePosition {
        pub lane_id: i64,
        pub seq: i64,
        pub attempts: i64,
    }
}

row! {
    /// A line and whose it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct LineHome {
        pub line_id: LineId,
        pub organization_id: OrganizationId,
    }
}

impl SystemTx {
    pub async fn lane_positions(&mut self) -> Result<Vec<LanePosition>> {
        let rows = on!(self, |db| sqlx::query_as(
            "SELECT lane_id, seq, attempts FROM lane_positions"
        )
        .fetch_all(db)
        .await)?;
        Ok(rows)
    }

    /// Every line of the installation.
    pub async fn line_homes(&mut self) -> Result<Vec<LineHome>> {
        let rows = on!(self, |db| sqlx::query_as(
            "SELECT id AS line_id, organization_id FROM lines ORDER BY id",
        )
        .fetch_all(db)
        .await)?;
        Ok(rows)
    }

    /// Takes or renews the lease of a line; `None` while another owner holds it. A new owner gets a
    /// new epoch, and writes of older epochs are refused from then on.
    pub async fn take_lease(
        &mut self,
        line: LineId,
        owner: &str,
        now: Time,
        until: Time,
    ) -> Result<Option<i64>> {
        let epoch = on!(self, |db| {
            sqlx::query_scalar(
            "INSERT INTO line_leases (line_id, owner, epoch, expires_at) VALUES ($1, $2, 1, $4)
             ON CONFLICT (line_id) DO UPDATE SET
               epoch = CASE WHEN line_leases.owner = excluded.owner THEN line_leases.epoch ELSE line_leases.epoch + 1 END,
               owner = excluded.owner, expires_at = excluded.expires_at
             WHERE line_leases.owner = excluded.owner OR line_leases.expires_at <= $3
             RETURNING epoch",
        )
        .bind(line)
        .bind(owner)
        .bind(now)
        .bind(until)
        .fetch_optional(db)
        .await
        })?;
        Ok(epoch)
    }

    /// Gives every lease of an owner back, so that another need not wait for their end.
    pub async fn release_leases(&mut self, owner: &str) -> Result<()> {
        on!(self, |db| sqlx::query(
            "UPDATE line_leases SET expires_at = 0 WHERE owner = $1"
        )
        .bind(owner)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
