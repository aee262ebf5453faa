//! Warnings: people who could not be reached.

use crate::batch::sets;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{ContactId, Time};

row! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Warning {
        pub contact_id: ContactId,
        pub at: Time,
        /// The provider's code.
        pub code: i64,
    }
}

impl Tx {
    pub const fn warnings(&mut self) -> Warnings<'_> {
        Warnings(self)
    }
}

/// The warnings of the transaction's organization.
pub struct Warnings<'tx>(&'tx mut Tx);

impl Warnings<'_> {
    pub async fn put(self, warning: Warning) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO contact_warnings (organization_id, contact_id, at, code) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, contact_id) DO UPDATE SET at = excluded.at, code = excluded.code",
        )
        .bind(self.0.organization)
        .bind(warning.contact_id)
        .bind(warning.at)
        .bind(warning.code)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    pub async fn list(self, contacts: &[ContactId]) -> Result<Vec<Warning>> {
        let organization = self.0.organization;
        let mut found = Vec::new();
        for set in sets(contacts) {
            let rows: Vec<Warning> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT contact_id, at, code FROM contact_warnings WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND contact_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// Takes the warnings of these people away; returns whose were there.
    pub async fn remove(self, contacts: &[ContactId]) -> Result<Vec<ContactId>> {
        let organization = self.0.organization;
        let mut removed = Vec::new();
        for set in sets(contacts) {
            let rows: Vec<(ContactId,)> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "DELETE FROM contact_warnings WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND contact_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") RETURNING contact_id");
                sql.build_query_as().fetch_all(db).await
            })?;
            removed.extend(rows.into_iter().map(|(contact,)| contact));
        }
        Ok(removed)
    }
}
