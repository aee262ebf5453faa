//! Organizations from outside: founding one, and entering it in the same transaction.

use super::SystemTx;
use crate::organizations::Organization;
use crate::tx::{Conn, Tx, on};
use crate::{NewEvent, Result, dialect};
use domain::OrganizationId;
use sqlx::{AssertSqlSafe, Executor};

impl SystemTx {
    /// Founding an organization is the one thing that can't be done from inside of it.
    pub async fn insert_organization(&mut self, organization: &Organization) -> Result<()> {
        on!(self, |db| sqlx::query(
            "INSERT INTO organizations (id, name, country, time_zone, locale, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(organization.id)
        .bind(&organization.name)
        .bind(organization.country.to_string())
        .bind(organization.time_zone.name())
        .bind(organization.locale)
        .bind(organization.created_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        on!(self, |db| sqlx::query(
            "INSERT INTO counters (organization_id, event_seq, ticket_number) VALUES ($1, 0, 0)",
        )
        .bind(organization.id)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Writes an event of one organization, where a change of the installation shows in several.
    /// Answers with its place; the caller tells the house after the commit.
    pub async fn append_event(
        self,
        organization: OrganizationId,
        event: NewEvent,
    ) -> Result<(Self, i64)> {
        let mut tx = Tx::new(self.conn, organization, None);
        tx.emit(event);
        let seq = tx.write_events().await?.unwrap_or_default();
        Ok((Self::new(tx.conn, self.hook), seq))
    }

    /// Goes on inside one organization: the same transaction, which sees nothing else from now on.
    pub async fn enter(mut self, organization: OrganizationId) -> Result<Tx> {
        if let Conn::Postgres(tx) = &mut self.conn {
            tx.execute(AssertSqlSafe(dialect::postgres_enter(organization)))
                .await?;
        }
        Ok(Tx::new(self.conn, organization, self.hook))
    }
}
