//! Whom a portfolio wrote to first within a day, over all of its lines.

use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{ContactId, Time};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR_MILLIS: i64 = 3_600_000;

/// What a portfolio has used of its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PortfolioUse {
    /// Counted by whole hours, and so never too few.
    pub users: i64,
    /// When the oldest of them are out of the day.
    pub frees_at: Option<Time>,
}

row! {
    struct Seen {
        contact_id: ContactId,
        at: Time,
    }
}

impl Tx {
    /// How many different people the portfolio wrote to first in the last 24 hours.
    pub async fn portfolio_use(&mut self, portfolio: &str, now: Time) -> Result<PortfolioUse> {
        let from = hour(now.minus(DAY));
        let (users, oldest): (i64, Option<i64>) = on!(self, |db| sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(users), 0) AS BIGINT), MIN(hour) FROM portfolio_hours
             WHERE organization_id = $1 AND portfolio = $2 AND hour >= $3",
        )
        .bind(self.organization)
        .bind(portfolio)
        .bind(from)
        .fetch_one(db)
        .await)?;
        let frees_at =
            oldest.map(|hour| Time::from_millis((hour + 1).saturating_mul(HOUR_MILLIS)).plus(DAY));
        Ok(PortfolioUse { users, frees_at })
    }

    /// Which of these people were written to first within the day: they count no second time.
    pub async fn portfolio_knows(
        &mut self,
        portfolio: &str,
        contacts: &[ContactId],
        now: Time,
    ) -> Result<Vec<ContactId>> {
        let wanted = LookUp {
            columns: "contact_id, at",
            table: "portfolio_users",
            by: &["contact_id", "portfolio"],
            locks: false,
        };
        let seen: Vec<Seen> = look_up!(self, wanted, contacts, |tuple, id| tuple
            .push_bind(*id)
            .push_bind(portfolio));
        let from = now.minus(DAY);
        Ok(seen
            .into_iter()
            .filter(|seen| seen.at > from)
            .map(|seen| seen.contact_id)
            .collect())
    }

    /// Counts a person whom the portfolio writes to first.
    pub async fn count_portfolio_user(
        &mut self,
        portfolio: &str,
        contact: ContactId,
        now: Time,
    ) -> Result<()> {
        on!(self, |db| {
            sqlx::query(
            "INSERT INTO portfolio_users (organization_id, portfolio, contact_id, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, portfolio, contact_id) DO UPDATE SET at = excluded.at",
        )
        .bind(self.organization)
        .bind(portfolio)
        .bind(contact)
        .bind(now)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        on!(self, |db| {
            sqlx::query(
            "INSERT INTO portfolio_hours (organization_id, portfolio, hour, users) VALUES ($1, $2, $3, 1)
             ON CONFLICT (organization_id, portfolio, hour) DO UPDATE SET users = portfolio_hours.users + 1",
        )
        .bind(self.organization)
        .bind(portfolio)
        .bind(hour(now))
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}

const fn hour(at: Time) -> i64 {
    at.millis().div_euclid(HOUR_MILLIS)
}
