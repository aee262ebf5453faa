//! What is old enough to go: events, used keys, statuses that nobody came for, jobs given up.

use super::SystemTx;
use crate::Result;
use crate::tx::on;
use domain::{MediaId, OrganizationId, Time};

/// One kind of row that ages, and the statement that removes some of its oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aging {
    Events,
    IdempotencyKeys,
    EarlyStatuses,
    Sessions,
    Links,
    /// Those that were given up.
    Jobs,
    /// Who counts against the day of an account, and how many by the hour.
    PortfolioUsers,
    PortfolioHours,
}

impl Aging {
    pub const ALL: [Self; 8] = [
        Self::Events,
        Self::IdempotencyKeys,
        Self::EarlyStatuses,
        Self::Sessions,
        Self::Links,
        Self::Jobs,
        Self::PortfolioUsers,
        Self::PortfolioHours,
    ];

    /// `$1` is the moment before which a row is old, `$2` how many go at once.
    const fn sql(self) -> &'static str {
        match self {
            Self::Events => {
                "DELETE FROM events WHERE (organization_id, seq) IN
                 (SELECT organization_id, seq FROM events WHERE at < $1 ORDER BY at LIMIT $2)"
            }
            Self::IdempotencyKeys => {
                "DELETE FROM idempotency_keys WHERE (organization_id, actor, key) IN
                 (SELECT organization_id, actor, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2)"
            }
            Self::EarlyStatuses => {
                "DELETE FROM early_statuses WHERE (organization_id, line_id, key, state) IN
                 (SELECT organization_id, line_id, key, state FROM early_statuses WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)"
            }
            Self::Sessions => {
                "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 LIMIT $2)"
            }
            Self::Links => "DELETE FROM links WHERE id IN (SELECT id FROM links WHERE expires_at < $1 LIMIT $2)",
            Self::PortfolioUsers => {
                "DELETE FROM portfolio_users WHERE (organization_id, portfolio, contact_id) IN
                 (SELECT organization_id, portfolio, contact_id FROM portfolio_users WHERE at < $1 ORDER BY at LIMIT $2)"
            }
            Self::PortfolioHours => {
                "DELETE FROM portfolio_hours WHERE (organization_id, portfolio, hour) IN
                 (SELECT organization_id, portfolio, hour FROM portfolio_hours WHERE (hour + 1) * 3600000 <= $1 LIMIT $2)"
            }
            Self::Jobs => {
                "DELETE FROM jobs WHERE (organization_id, id) IN
                 (SELECT organization_id, id FROM jobs WHERE state = 'failed' AND due_at < $1 ORDER BY due_at LIMIT $2)"
            }
        }
    }
}

impl SystemTx {
    /// Removes at most `limit` old rows; returns how many went.
    pub async fn remove_aged(&mut self, aging: Aging, before: Time, limit: i64) -> Result<u64> {
        let removed = on!(self, |db| sqlx::query(aging.sql())
            .bind(before)
            .bind(limit)
            .execute(db)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(removed)
    }

    /// Files that are here and older than `before`, the oldest first.
    pub async fn aged_media(
        &mut self,
        before: Time,
        limit: i64,
    ) -> Result<Vec<(OrganizationId, MediaId)>> {
        let found = on!(self, |db| sqlx::query_as(
            "SELECT organization_id, id FROM media
             WHERE created_at < $1 AND state = 'ready' ORDER BY created_at LIMIT $2",
        )
        .bind(before)
        .bind(limit)
        .fetch_all(db)
        .await)?;
        Ok(found)
    }
}
