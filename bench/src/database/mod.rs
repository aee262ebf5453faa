//! Our own look into the server's database, by our own SQL: nothing here comes from its code.

mod audit;
mod lanes;
mod pen;
pub(crate) mod type_id;

pub(crate) use audit::{Audit, audit};
pub(crate) use lanes::Standing;
pub(crate) use pen::{AT_ONCE, Pen, insert_rows, on};

use crate::machine::Facts;
use crate::traffic::Line;
use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{ConnectOptions, FromRow};
use std::path::Path;
use uuid::Uuid;

pub(crate) enum Database {
    /// On SQLite the journal is a file of its own.
    Sqlite {
        house: SqliteConnection,
        journal: SqliteConnection,
    },
    Postgres(PgConnection),
}

/// A row that either driver can make.
pub(crate) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// Who the line is in the database.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    pub(crate) organization: Uuid,
    pub(crate) line: Uuid,
    /// The line's lane of live rows.
    pub(crate) lane: String,
}

impl Ids {
    pub(crate) fn of(facts: &Facts) -> Result<Self> {
        Ok(Self {
            organization: type_id::decode(&facts.organization_id)?,
            line: type_id::decode(&facts.line_id)?,
            lane: format!("live/{}", facts.line_id),
        })
    }
}

impl Database {
    pub(crate) async fn sqlite(folder: &Path) -> Result<Self> {
        let open = |name: &str| {
            SqliteConnectOptions::new()
                .filename(folder.join(name))
                .read_only(true)
        };
        Ok(Self::Sqlite {
            house: open("aldaba.db")
                .connect()
                .await
                .context("aldaba.db can't be opened")?,
            journal: open("journal.db")
                .connect()
                .await
                .context("journal.db can't be opened")?,
        })
    }

    pub(crate) async fn postgres(url: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let connection = options.application_name("aldaba-bench").connect().await;
        Ok(Self::Postgres(
            connection.context("PostgreSQL can't be reached")?,
        ))
    }

    /// The rows of a query with one parameter.
    pub(crate) async fn rows<T: Row>(&mut self, sql: &'static str, of: Uuid) -> Result<Vec<T>> {
        Ok(match self {
            Self::Sqlite { house, .. } => sqlx::query_as(sql).bind(of).fetch_all(house).await?,
            Self::Postgres(house) => sqlx::query_as(sql).bind(of).fetch_all(house).await?,
        })
    }

    /// What the line is called at Meta.
    pub(crate) async fn line(&mut self, facts: &Facts) -> Result<Line> {
        let ids = Ids::of(facts)?;
        let rows: Vec<(Option<String>, Option<String>)> = self
            .rows(
                "SELECT d.waba_id, l.phone FROM doors d
                 JOIN lines l ON l.organization_id = d.organization_id AND l.id = d.line_id
                 WHERE d.line_id = $1 AND d.phone_number_id IS NOT NULL",
                ids.line,
            )
            .await?;
        let (waba_id, phone) = rows
            .into_iter()
            .next()
            .context("the line has no Cloud door")?;
        Ok(Line {
            phone_number_id: facts.phone_number_id.clone(),
            waba_id: waba_id.context("the door has no WhatsApp business account")?,
            display: phone.unwrap_or_default().trim_start_matches('+').to_owned(),
        })
    }
}
