//! Looks up the rows of many keys at once, one look-up a key.
//!
//! PostgreSQL plans a set of keys by statistics, which a young table does not have yet: it would read
//! all of an organization's rows for each set. SQLite takes a row `IN (…)` column by column.

use crate::dialect::FOR_UPDATE;

/// Columns of a table by other columns, within the organization.
#[derive(Clone, Copy)]
pub(crate) struct LookUp {
    pub(crate) columns: &'static str,
    pub(crate) table: &'static str,
    pub(crate) by: &'static [&'static str],
    /// Locks the rows in the order of their keys, where there can be another writer.
    pub(crate) locks: bool,
}

/// Between them stand the wanted keys, and then the organization.
pub(crate) struct Text {
    pub(crate) head: &'static str,
    pub(crate) middle: String,
    pub(crate) tail: String,
}

impl LookUp {
    /// The parts of the statement. `OFFSET 0` keeps PostgreSQL from turning the join around. SQLite
    /// finds all rows before it gives the first one: each that comes alone wakes its reader.
    pub(crate) fn text(self, dialect: usize) -> Text {
        let (columns, table) = (self.columns, self.table);
        let same: Vec<String> = (1..)
            .zip(self.by)
            .map(|(place, column)| format!("{column} = column{place}"))
            .collect();
        let same = same.join(" AND ");
        let lock = if self.locks { FOR_UPDATE[dialect] } else { "" };
        let joins = [
            format!(
                ", found AS MATERIALIZED (SELECT {columns} FROM wanted CROSS JOIN {table}
                 WHERE {same} AND organization_id = "
            ),
            format!(
                " SELECT {columns} FROM wanted CROSS JOIN LATERAL (SELECT * FROM {table}
                 WHERE {same} AND organization_id = "
            ),
        ];
        let tails = [
            format!(") SELECT {columns} FROM found"),
            format!(" OFFSET 0{lock}) AS found"),
        ];
        Text {
            head: "WITH wanted AS (SELECT DISTINCT * FROM (",
            middle: format!(") AS given ORDER BY 1){}", joins[dialect]),
            tail: tails[dialect].clone(),
        }
    }
}

/// The rows of the wanted keys. Each row comes once for each key that it has.
macro_rules! look_up {
    ($tx:expr, $look_up:expr, $wanted:expr, |$tuple:ident, $key:ident| $bind:expr) => {{
        let organization = $tx.organization;
        let text = $look_up.text($tx.conn.dialect());
        let mut found = Vec::with_capacity($wanted.len());
        for set in $crate::batch::sets($wanted) {
            let mut rows: Vec<_> = $crate::tx::on!($tx, |db| {
                let mut sql = sqlx::QueryBuilder::new(text.head);
                sql.push_values(&set, |mut $tuple, $key| {
                    $bind;
                });
                sql.push(text.middle.as_str()).push_bind(organization);
                sql.push(text.tail.as_str());
                sql.build_query_as().fetch_all(db).await
            })?;
            found.append(&mut rows);
        }
        found
    }};
}
pub(crate) use look_up;
