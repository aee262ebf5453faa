//! Statuses that came before their message wait here, with a time to live.

use crate::batch::{insert_rows, sets};
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{DeliveryState, LineId, Time};

row! {
    /// A status without its message yet.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct EarlyStatus {
        pub key: String,
        pub state: DeliveryState,
        pub at: Time,
        /// The failure as JSON.
        pub failure: Option<String>,
    }
}

impl Tx {
    pub fn early_statuses(&mut self, line: LineId) -> EarlyStatuses<'_> {
        EarlyStatuses { tx: self, line }
    }
}

pub struct EarlyStatuses<'tx> {
    tx: &'tx mut Tx,
    line: LineId,
}

impl EarlyStatuses<'_> {
    pub async fn put(self, statuses: &[EarlyStatus], expires_at: Time) -> Result<()> {
        let (organization, line) = (self.tx.organization, self.line);
        insert_rows!(
            self.tx,
            "INSERT INTO early_statuses (organization_id, line_id, key, state, at, failure, expires_at)",
            statuses,
            |tuple, status| {
                tuple
                    .push_bind(organization)
                    .push_bind(line)
                    .push_bind(status.key.as_str())
                    .push_bind(status.state)
                    .push_bind(status.at)
                    .push_bind(status.failure.as_deref())
                    .push_bind(expires_at)
            },
            "ON CONFLICT (organization_id, line_id, key, state) DO NOTHING"
        );
        Ok(())
    }

    /// Takes the statuses that wait for these keys.
    pub async fn take(self, keys: &[String]) -> Result<Vec<EarlyStatus>> {
        let organization = self.tx.organization;
        let mut taken = Vec::new();
        for set in sets(keys) {
            let rows: Vec<EarlyStatus> = on!(self.tx, |db| {
                let mut sql =
                    sqlx::QueryBuilder::new("DELETE FROM early_statuses WHERE organization_id = ");
                sql.push_bind(organization)
                    .push(" AND line_id = ")
                    .push_bind(self.line)
                    .push(" AND key IN (");
                let mut list = sql.separated(", ");
                for key in &set {
                    list.push_bind(key.as_str());
                }
                sql.push(") RETURNING key, state, at, failure");
                sql.build_query_as().fetch_all(db).await
            })?;
            taken.extend(rows);
        }
        Ok(taken)
    }
}
