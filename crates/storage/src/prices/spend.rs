//! The sums of the ledger, by line, day and what else people ask for.

use crate::batch::insert_rows;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{DoorKind, LineId, PriceCategory, SenderKind, SpendBy};

/// What a sum is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpendKey {
    pub line_id: LineId,
    pub day: String,
    pub door: DoorKind,
    pub sender: SenderKind,
    pub category: PriceCategory,
    pub country: String,
    pub currency: String,
}

/// How much a sum grows, or shrinks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpendChange {
    pub messages: i64,
    pub unpriced: i64,
    pub micros: i64,
}

/// Which sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendFilter {
    pub from: String,
    pub to: String,
    pub line: Option<LineId>,
}

row! {
    /// The sum of one key in one currency.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SpendSum {
        /// A day, a word, a country; nothing where the sums are by line.
        pub key: Option<String>,
        pub line_id: Option<LineId>,
        pub currency: String,
        pub messages: i64,
        pub unpriced: i64,
        pub micros: i64,
    }
}

row! {
    /// What a line spent since a day.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Spent {
        pub currency: String,
        pub micros: i64,
        /// Service messages through the official door.
        pub service: i64,
    }
}

const fn column(by: SpendBy) -> &'static str {
    match by {
        SpendBy::Day => "day",
        SpendBy::Line => "line_id",
        SpendBy::Door => "door",
        SpendBy::Category => "category",
        SpendBy::Country => "country",
        SpendBy::Sender => "sender",
    }
}

impl Tx {
    pub const fn spend(&mut self) -> Spend<'_> {
        Spend(self)
    }
}

pub struct Spend<'tx>(&'tx mut Tx);

impl Spend<'_> {
    /// Changes sums, in the order of their keys: two writers never wait for each other crosswise.
    pub async fn change(
        self,
        changes: &std::collections::BTreeMap<SpendKey, SpendChange>,
    ) -> Result<()> {
        let organization = self.0.organization;
        let rows: Vec<_> = changes.iter().collect();
        insert_rows!(
            self.0,
            "INSERT INTO spend (organization_id, line_id, day, door, sender, category, country, currency, messages, unpriced, micros)",
            &rows,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.0.line_id)
                    .push_bind(row.0.day.as_str())
                    .push_bind(row.0.door)
                    .push_bind(row.0.sender)
                    .push_bind(row.0.category)
                    .push_bind(row.0.country.as_str())
                    .push_bind(row.0.currency.as_str())
                    .push_bind(row.1.messages)
                    .push_bind(row.1.unpriced)
                    .push_bind(row.1.micros)
            },
            "ON CONFLICT (organization_id, line_id, day, door, sender, category, country, currency)
             DO UPDATE SET messages = spend.messages + excluded.messages,
             unpriced = spend.unpriced + excluded.unpriced, micros = spend.micros + excluded.micros"
        );
        Ok(())
    }

    /// What a line spent since a day, by currency.
    pub async fn since(self, line: LineId, day: &str) -> Result<Vec<Spent>> {
        let rows = on!(self.0, |db| {
            sqlx::query_as(
                "SELECT currency, CAST(SUM(micros) AS BIGINT) AS micros,
                   CAST(SUM(CASE WHEN category = 'service' AND door = 'cloud' THEN messages ELSE 0 END) AS BIGINT) AS service
                 FROM spend WHERE organization_id = $1 AND line_id = $2 AND day >= $3
                 GROUP BY currency ORDER BY currency",
            )
            .bind(self.0.organization)
            .bind(line)
            .bind(day)
            .fetch_all(db)
            .await
        })?;
        Ok(rows)
    }

    /// Sums by one of their keys, in its order.
    pub async fn by(self, by: SpendBy, filter: &SpendFilter) -> Result<Vec<SpendSum>> {
        let column = column(by);
        let (id, key) = if by == SpendBy::Line {
            ("line_id", "CAST(NULL AS TEXT)")
        } else {
            ("CAST(NULL AS ID)", column)
        };
        let kind = ["BLOB", "UUID"][self.0.conn.dialect()];
        let id = id.replace("AS ID", &format!("AS {kind}"));
        let sql = format!(
            "SELECT {key} AS key, {id} AS line_id, currency, CAST(SUM(messages) AS BIGINT) AS messages,
               CAST(SUM(unpriced) AS BIGINT) AS unpriced, CAST(SUM(micros) AS BIGINT) AS micros
             FROM spend
             WHERE organization_id = $1 AND day >= $2 AND day <= $3
               AND (CAST($4 AS {kind}) IS NULL OR line_id = $4)
             GROUP BY {column}, currency HAVING SUM(messages) <> 0 ORDER BY {column}, currency"
        );
        let rows = on!(self.0, |db| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.0.organization)
            .bind(filter.from.as_str())
            .bind(filter.to.as_str())
            .bind(filter.line)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }
}
