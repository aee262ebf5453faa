//! The journal: the durable record of what knocked, written before anything is acknowledged.
//!
//! One writer drains a channel and commits what it found: whoever waits while a commit runs shares
//! the next one (group commit), so a full disk sync costs a batch, not a message.

mod reader;
mod strain;
mod writer;

use crate::tx::told;
use crate::{Error, Result};
use domain::{LineId, MetaAppId, OrganizationId, Origin, Time};
use sqlx::{PgPool, SqlitePool};
use std::sync::Arc;
use std::time::{Duration, Instant};
use strain::Strain;
use tokio::sync::{Mutex, broadcast, mpsc, oneshot};
use tokio::task::JoinHandle;

pub use reader::{JournalRow, LaneState};

/// Where a row waits for its turn. Rows of one lane are worked in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// What customers write, statuses, echoes: live.
    LineLive(LineId),
    /// History and contact sync: never ahead of live traffic.
    LineBulk(LineId),
    /// About a WhatsApp business account, no number named.
    Waba(MetaAppId, String),
    /// About a Meta app, or a body that could not be split.
    App(MetaAppId),
    /// For a number that nobody claimed.
    Unrouted(MetaAppId),
}

impl Lane {
    pub fn key(&self) -> String {
        match self {
            Self::LineLive(line) => format!("live/{line}"),
            Self::LineBulk(line) => format!("bulk/{line}"),
            Self::Waba(app, waba) => format!("waba/{app}/{waba}"),
            Self::App(app) => format!("app/{app}"),
            Self::Unrouted(app) => format!("unrouted/{app}"),
        }
    }

    /// The word that the key begins with.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::LineLive(_) => "live",
            Self::LineBulk(_) => "bulk",
            Self::Waba(..) => "waba",
            Self::App(_) => "app",
            Self::Unrouted(_) => "unrouted",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once('/')?;
        match kind {
            "live" => rest.parse().ok().map(Self::LineLive),
            "bulk" => rest.parse().ok().map(Self::LineBulk),
            "app" => rest.parse().ok().map(Self::App),
            "unrouted" => rest.parse().ok().map(Self::Unrouted),
            "waba" => {
                let (app, waba) = rest.split_once('/')?;
                Some(Self::Waba(app.parse().ok()?, waba.to_owned()))
            }
            _ => None,
        }
    }
}

/// One raw row to keep.
#[derive(Clone, Debug)]
pub struct NewRow {
    pub lane: Lane,
    pub organization: Option<OrganizationId>,
    pub origin: Origin,
    pub received_at: Time,
    pub body: Vec<u8>,
}

/// Rows of one request, and who waits for them.
struct Request {
    rows: Vec<NewRow>,
    since: Instant,
    done: oneshot::Sender<Result<(), String>>,
}

/// Requests that may wait for the writer; beyond it callers are told to come again.
const WAITING: usize = 16_384;

#[derive(Clone)]
pub(crate) enum JournalPool {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres { write: PgPool, read: PgPool },
}

/// Appends to and reads from the journal.
#[derive(Clone)]
pub struct Journal {
    pool: JournalPool,
    requests: mpsc::Sender<Request>,
    appended: broadcast::Sender<i64>,
    strain: Arc<Strain>,
    stop: Arc<tokio::sync::Notify>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Journal {
    pub(crate) fn start_sqlite(write: SqlitePool, read: SqlitePool) -> Self {
        Self::start(JournalPool::Sqlite { write, read })
    }

    pub(crate) fn start_postgres(write: PgPool, read: PgPool) -> Self {
        Self::start(JournalPool::Postgres { write, read })
    }

    fn start(pool: JournalPool) -> Self {
        let (requests, receiver) = mpsc::channel(WAITING);
        let (appended, _) = broadcast::channel(1024);
        let stop = Arc::new(tokio::sync::Notify::new());
        let strain = Arc::new(Strain::new());
        let writer = writer::Writer::new(
            pool.clone(),
            appended.clone(),
            Arc::clone(&strain),
            Arc::clone(&stop),
        );
        let task = tokio::spawn(writer.run(receiver));
        Self {
            pool,
            requests,
            appended,
            strain,
            stop,
            writer: Arc::new(Mutex::new(Some(task))),
        }
    }

    /// Keeps the rows. When this returns `Ok` they are on disk, whatever crashes next.
    pub async fn append(&self, rows: Vec<NewRow>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        told!("append");
        self.request(rows).await?;
        told!("appended");
        Ok(())
    }

    /// Whether the writer answers, with a transaction that writes nothing.
    pub async fn check(&self) -> Result<()> {
        self.request(Vec::new()).await
    }

    async fn request(&self, rows: Vec<NewRow>) -> Result<()> {
        let (done, answer) = oneshot::channel();
        self.requests
            .try_send(Request {
                rows,
                since: Instant::now(),
                done,
            })
            .map_err(|error| {
                Error::Unavailable(format!("the journal's writer is behind: {error}"))
            })?;
        match answer.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(why)) => Err(Error::Unavailable(why)),
            Err(_) => Err(Error::Unavailable(
                "the journal's writer stopped".to_owned(),
            )),
        }
    }

    /// Rows that this node has written since it started.
    pub fn appended(&self) -> u64 {
        self.strain.rows()
    }

    /// How long senders wait for their acknowledgement just now.
    pub fn strain(&self) -> Duration {
        self.strain.now()
    }

    /// Ids of the lanes that got rows. A lagging receiver polls instead.
    pub fn subscribe(&self) -> broadcast::Receiver<i64> {
        self.appended.subscribe()
    }

    /// Writes what was accepted, then stops.
    pub async fn close(&self) {
        self.stop.notify_one();
        if let Some(task) = self.writer.lock().await.take() {
            // A writer that panicked has nothing left to wait for.
            let _ = task.await;
        }
        match &self.pool {
            JournalPool::Sqlite { write, read } => {
                write.close().await;
                read.close().await;
            }
            JournalPool::Postgres { write, .. } => write.close().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_reads_its_own_key() {
        let app = MetaAppId::new();
        let lanes = [
            Lane::LineLive(LineId::new()),
            Lane::LineBulk(LineId::new()),
            Lane::Waba(app, "102290129340398".to_owned()),
            Lane::App(app),
            Lane::Unrouted(app),
        ];
        for lane in lanes {
            assert_eq!(Lane::parse(&lane.key()), Some(lane));
        }
        assert_eq!(Lane::parse("other/x"), None);
    }
}
