//! Holds: doors that the provider slows down, and until when.

use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{DoorId, Time};

row! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Hold {
        pub door_id: DoorId,
        pub until: Time,
        /// The provider's code.
        pub code: i64,
    }
}

impl Tx {
    pub const fn holds(&mut self) -> Holds<'_> {
        Holds(self)
    }
}

/// The holds of the transaction's organization.
pub struct Holds<'tx>(&'tx mut Tx);

impl Holds<'_> {
    pub async fn find(self, door: DoorId) -> Result<Option<Hold>> {
        let found = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT door_id, until, code FROM door_holds WHERE organization_id = $1 AND door_id = $2",
        )
        .bind(self.0.organization)
        .bind(door)
        .fetch_optional(db)
        .await
        })?;
        Ok(found)
    }

    /// Those that are not over yet.
    pub async fn list(self, now: Time) -> Result<Vec<Hold>> {
        let found = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT door_id, until, code FROM door_holds WHERE organization_id = $1 AND until > $2",
        )
        .bind(self.0.organization)
        .bind(now)
        .fetch_all(db)
        .await
        })?;
        Ok(found)
    }

    /// Holds a door; a hold that lasts longer stays.
    pub async fn put(self, hold: Hold) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO door_holds (organization_id, door_id, until, code) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, door_id) DO UPDATE SET until = excluded.until, code = excluded.code
             WHERE door_holds.until < excluded.until",
        )
        .bind(self.0.organization)
        .bind(hold.door_id)
        .bind(hold.until)
        .bind(hold.code)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}
