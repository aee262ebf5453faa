//! The tray of what could not be read: kept, shown, tried again on request, never dropped.

use crate::batch::insert_rows;
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{LineId, Time, UnparsedId};

row! {
    /// One thing that came in and was not understood.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Unparsed {
        pub id: UnparsedId,
        pub line_id: Option<LineId>,
        pub field: Option<String>,
        /// A stable word: `not_handled`, `unreadable`, `failed`, `unknown_target`.
        pub cause: String,
        pub detail: String,
        pub body: Vec<u8>,
        pub received_at: Time,
    }
}

impl Tx {
    pub fn tray(&mut self) -> Tray<'_> {
        Tray(self)
    }
}

pub struct Tray<'tx>(&'tx mut Tx);

impl Tray<'_> {
    pub async fn insert(self, entries: &[Unparsed]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO unparsed (organization_id, id, line_id, field, cause, detail, body, received_at)",
            entries,
            |tuple, entry| {
                tuple
                    .push_bind(organization)
                    .push_bind(entry.id)
                    .push_bind(entry.line_id)
                    .push_bind(entry.field.as_deref())
                    .push_bind(entry.cause.as_str())
                    .push_bind(entry.detail.as_str())
                    .push_bind(entry.body.as_slice())
                    .push_bind(entry.received_at)
            },
            ""
        );
        Ok(())
    }

    /// Newest first.
    pub async fn list(self, before: Option<UnparsedId>, limit: i64) -> Result<Vec<Unparsed>> {
        let organization = self.0.organization;
        let rows = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(
                "SELECT id, line_id, field, cause, detail, body, received_at FROM unparsed WHERE organization_id = ",
            );
            sql.push_bind(organization);
            if let Some(before) = before {
                sql.push(" AND id < ").push_bind(before);
            }
            sql.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        Ok(rows)
    }

    pub async fn get(self, id: UnparsedId) -> Result<Unparsed> {
        let found: Option<Unparsed> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, line_id, field, cause, detail, body, received_at FROM unparsed
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        found.ok_or(Error::NotFound("unparsed entry"))
    }

    pub async fn remove(self, id: UnparsedId) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM unparsed WHERE organization_id = $1 AND id = $2"
        )
        .bind(self.0.organization)
        .bind(id)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
