//! A transaction that sees one organization, and tells the house what it left.

use crate::commit::Committed;
use crate::events::NewEvent;
use crate::sharing::Turn;
use crate::{CommitHook, Error, Result};
use domain::{LineId, OrganizationId};
use sqlx::{Postgres, Sqlite, SqliteConnection, Transaction};
use std::ops::{Deref, DerefMut};

/// Tells what the database is about to be asked, at the finest level: for whoever counts round trips,
/// and for the simulation, which stops the process in between.
macro_rules! told {
    ($step:literal) => {
        tracing::trace!(name: $step, target: "storage::step", $step)
    };
}
pub(crate) use told;

/// One place for every statement, since `on!` stands in many.
pub(crate) fn tell_statement() {
    told!("statement");
}

/// On SQLite a transaction commits by itself, or with others.
pub(crate) enum SqliteTx {
    Alone(Transaction<'static, Sqlite>),
    Shared(Turn),
}

impl Deref for SqliteTx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Alone(tx) => tx,
            Self::Shared(turn) => turn,
        }
    }
}

impl DerefMut for SqliteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Alone(tx) => tx,
            Self::Shared(turn) => turn,
        }
    }
}

pub(crate) enum Conn {
    Sqlite(SqliteTx),
    Postgres(Transaction<'static, Postgres>),
}

impl Conn {
    /// Index into the pairs of `dialect`.
    pub(crate) const fn dialect(&self) -> usize {
        match self {
            Self::Sqlite(_) => 0,
            Self::Postgres(_) => 1,
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        told!("commit");
        match self {
            Self::Sqlite(SqliteTx::Alone(tx)) => tx.commit().await?,
            Self::Sqlite(SqliteTx::Shared(turn)) => turn.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        told!("committed");
        Ok(())
    }
}

/// Runs one query on whichever driver the transaction has: the whole two-database machinery.
macro_rules! on {
    ($tx:expr, |$db:ident| $query:expr) => {{
        $crate::tx::tell_statement();
        match &mut $tx.conn {
            $crate::tx::Conn::Sqlite(tx) => {
                let $db = &mut **tx;
                $query
            }
            $crate::tx::Conn::Postgres(tx) => {
                let $db = &mut **tx;
                $query
            }
        }
    }};
}
pub(crate) use on;

/// A transaction that sees one organization. Dropped without [`Tx::commit`], it leaves nothing.
pub struct Tx {
    pub(crate) conn: Conn,
    pub(crate) organization: OrganizationId,
    pub(crate) events: Vec<NewEvent>,
    pub(crate) touched: Touched,
    hook: Option<CommitHook>,
}

/// What the commit hook will be told beside the events.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) lines: Vec<LineId>,
    pub(crate) jobs: bool,
    pub(crate) routes: bool,
}

impl Tx {
    pub(crate) fn new(conn: Conn, organization: OrganizationId, hook: Option<CommitHook>) -> Self {
        Self {
            conn,
            organization,
            events: Vec::new(),
            touched: Touched::default(),
            hook,
        }
    }

    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Notes an event; it is written with the commit, so that the sequence has no gaps.
    pub fn emit(&mut self, event: NewEvent) {
        self.events.push(event);
    }

    /// The line has something new to send.
    pub fn wake_line(&mut self, line: LineId) {
        if !self.touched.lines.contains(&line) {
            self.touched.lines.push(line);
        }
    }

    /// Lines, doors or apps changed.
    pub const fn routes_changed(&mut self) {
        self.touched.routes = true;
    }

    /// Commits the change with its events and jobs, then tells the house.
    pub async fn commit(mut self) -> Result<()> {
        let event_seq = self.write_events().await?;
        self.conn.commit().await?;
        let committed = Committed {
            organization: self.organization,
            event_seq,
            lines: self.touched.lines,
            jobs: self.touched.jobs,
            routes: self.touched.routes,
        };
        let silent = committed.event_seq.is_none()
            && committed.lines.is_empty()
            && !committed.jobs
            && !committed.routes;
        if let (Some(hook), false) = (self.hook, silent) {
            hook(&committed);
        }
        Ok(())
    }

    /// The counter's row is locked last and held for two statements only.
    pub(crate) async fn write_events(&mut self) -> Result<Option<i64>> {
        let events = std::mem::take(&mut self.events);
        let Ok(count) = i64::try_from(events.len()) else {
            return Err(Error::Corrupt {
                what: "events",
                why: "too many in one commit".to_owned(),
            });
        };
        if count == 0 {
            return Ok(None);
        }
        let last: i64 = on!(self, |db| sqlx::query_scalar(
            "UPDATE counters SET event_seq = event_seq + $2 WHERE organization_id = $1 RETURNING event_seq",
        )
        .bind(self.organization)
        .bind(count)
        .fetch_optional(db)
        .await)?
        .ok_or(Error::NotFound("organization"))?;
        self.insert_events(last - count, &events).await?;
        Ok(Some(last))
    }
}
