//! What a line may spend in a calendar month.

use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::LineId;

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Budget {
        pub line_id: LineId,
        pub micros: i64,
        pub currency: String,
        /// Percent of it at which people are warned.
        pub warn_at: i64,
        /// Whether messages that cost something stop once it is spent.
        pub stops: bool,
    }
}

impl Tx {
    pub const fn budgets(&mut self) -> Budgets<'_> {
        Budgets(self)
    }
}

pub struct Budgets<'tx>(&'tx mut Tx);

impl Budgets<'_> {
    pub async fn list(self) -> Result<Vec<Budget>> {
        let rows = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT line_id, micros, currency, warn_at, stops FROM budgets WHERE organization_id = $1",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await
        })?;
        Ok(rows)
    }

    pub async fn find(self, line: LineId) -> Result<Option<Budget>> {
        let row = on!(self.0, |db| sqlx::query_as(
            "SELECT line_id, micros, currency, warn_at, stops FROM budgets
             WHERE organization_id = $1 AND line_id = $2",
        )
        .bind(self.0.organization)
        .bind(line)
        .fetch_optional(db)
        .await)?;
        Ok(row)
    }

    pub async fn put(self, budget: &Budget) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO budgets (organization_id, line_id, micros, currency, warn_at, stops)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (organization_id, line_id) DO UPDATE SET micros = excluded.micros,
             currency = excluded.currency, warn_at = excluded.warn_at, stops = excluded.stops",
        )
        .bind(self.0.organization)
        .bind(budget.line_id)
        .bind(budget.micros)
        .bind(budget.currency.as_str())
        .bind(budget.warn_at)
        .bind(budget.stops)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    pub async fn remove(self, line: LineId) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM budgets WHERE organization_id = $1 AND line_id = $2",
        )
        .bind(self.0.organization)
        .bind(line)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
