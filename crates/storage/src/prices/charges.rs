//! The ledger: of each message that was handed over, why through this door and what it costs.

use crate::batch::insert_rows;
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{
    ChargeState, DoorKind, LineId, MessageId, PriceCategory, PriceRule, SenderKind, Time,
};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Charge {
        pub message_id: MessageId,
        pub line_id: LineId,
        pub state: ChargeState,
        pub door: DoorKind,
        pub sender: SenderKind,
        pub category: PriceCategory,
        /// Two letters; empty where it is not known.
        pub country: String,
        /// Of the organization's calendar.
        pub day: String,
        pub at: Time,
        pub window_open: bool,
        pub free_entry: bool,
        pub currency: String,
        /// `None` where nobody knows.
        pub micros: Option<i64>,
        pub rule: PriceRule,
        pub card: Option<String>,
        pub card_valid_from: Option<Time>,
        pub market: Option<String>,
        /// The route as JSON.
        pub route: String,
    }
}

const COLUMNS: &str = "message_id, line_id, state, door, sender, category, country, day, at,
 window_open, free_entry, currency, micros, rule, card, card_valid_from, market, route";

impl Tx {
    pub const fn charges(&mut self) -> Charges<'_> {
        Charges(self)
    }
}

pub struct Charges<'tx>(&'tx mut Tx);

impl Charges<'_> {
    /// The charges of these messages, locked.
    pub async fn list(self, messages: &[MessageId]) -> Result<Vec<Charge>> {
        let wanted = LookUp {
            columns: COLUMNS,
            table: "charges",
            by: &["message_id"],
            locks: true,
        };
        Ok(look_up!(self.0, wanted, messages, |tuple, id| tuple.push_bind(*id)))
    }

    pub async fn find(self, message: MessageId) -> Result<Option<Charge>> {
        let sql =
            format!("SELECT {COLUMNS} FROM charges WHERE organization_id = $1 AND message_id = $2");
        let found = on!(self.0, |db| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.0.organization)
            .bind(message)
            .fetch_optional(db)
            .await)?;
        Ok(found)
    }

    /// Those of a line, or of all, from one day through another, that are not void; the oldest
    /// first, after `after`.
    pub async fn page(
        self,
        line: Option<LineId>,
        (from, to): (&str, &str),
        after: Option<(&str, MessageId)>,
        limit: i64,
    ) -> Result<Vec<Charge>> {
        let (day, id) = after.unzip();
        let sql = format!(
            "SELECT {COLUMNS} FROM charges
             WHERE organization_id = $1 AND day >= $2 AND day <= $3 AND (CAST($5 AS {ID}) IS NULL OR (day, message_id) > ($4, $5))
               AND state <> 'void' AND (CAST($6 AS {ID}) IS NULL OR line_id = $6)
             ORDER BY day, message_id LIMIT $7",
            ID = ["BLOB", "UUID"][self.0.conn.dialect()]
        );
        let rows = on!(self.0, |db| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.0.organization)
            .bind(from)
            .bind(to)
            .bind(day)
            .bind(id)
            .bind(line)
            .bind(limit)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    /// Writes charges, new or changed. The caller holds their locks, and changes the sums with them.
    pub async fn put(self, charges: &[Charge]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO charges (organization_id, message_id, line_id, state, door, sender, category, country, day, at,
             window_open, free_entry, currency, micros, rule, card, card_valid_from, market, route)",
            charges,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.message_id)
                    .push_bind(row.line_id)
                    .push_bind(row.state)
                    .push_bind(row.door)
                    .push_bind(row.sender)
                    .push_bind(row.category)
                    .push_bind(row.country.as_str())
                    .push_bind(row.day.as_str())
                    .push_bind(row.at)
                    .push_bind(row.window_open)
                    .push_bind(row.free_entry)
                    .push_bind(row.currency.as_str())
                    .push_bind(row.micros)
                    .push_bind(row.rule)
                    .push_bind(row.card.as_deref())
                    .push_bind(row.card_valid_from)
                    .push_bind(row.market.as_deref())
                    .push_bind(row.route.as_str())
            },
            "ON CONFLICT (organization_id, message_id) DO UPDATE SET state = excluded.state, door = excluded.door,
             category = excluded.category, country = excluded.country, day = excluded.day, at = excluded.at,
             window_open = excluded.window_open, free_entry = excluded.free_entry, currency = excluded.currency,
             micros = excluded.micros, rule = excluded.rule, card = excluded.card,
             card_valid_from = excluded.card_valid_from, market = excluded.market, route = excluded.route"
        );
        Ok(())
    }
}
