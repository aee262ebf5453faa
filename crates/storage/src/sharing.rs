//! Short transactions that wait for SQLite's one writer share a commit: each has its own savepoint, and
//! one disk sync makes all of them durable (group commit). PostgreSQL does the same by itself.

use crate::{Error, Result, dialect};
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Transactions that share a commit at most, and how long the first of them may wait for the others.
const LARGEST: usize = 64;
const LONGEST: Duration = Duration::from_millis(8);

/// The transaction that SQLite knows of.
type Whole = Transaction<'static, Sqlite>;
/// Told once the whole is on disk, or is not.
type Done = oneshot::Sender<Result<(), String>>;
type Ask = oneshot::Sender<Result<Turn>>;

/// Gives out turns.
#[derive(Clone)]
pub(crate) struct Sharing {
    asks: mpsc::UnboundedSender<Ask>,
    wait: Duration,
}

/// A transaction that shares its commit. Dropped without [`Turn::commit`], it leaves nothing, and the
/// others go on.
pub(crate) struct Turn {
    /// Only a turn that was given back has none.
    whole: Option<Whole>,
    back: Option<oneshot::Sender<Back>>,
}

struct Back {
    whole: Whole,
    /// None: its turn leaves nothing.
    done: Option<Done>,
}

impl Sharing {
    /// Its task ends with the last of the store's clones.
    pub(crate) fn start(pool: SqlitePool, wait: Duration) -> Self {
        let (asks, waiting) = mpsc::unbounded_channel();
        tokio::spawn(work(pool, waiting));
        Self { asks, wait }
    }

    pub(crate) async fn begin(&self) -> Result<Turn> {
        let (ask, turn) = oneshot::channel();
        self.asks.send(ask).map_err(|_| gone())?;
        match tokio::time::timeout(self.wait, turn).await {
            Ok(turn) => turn.map_err(|_| gone())?,
            Err(_) => Err(sqlx::Error::PoolTimedOut.into()),
        }
    }
}

fn gone() -> Error {
    Error::Unavailable("the writer has ended".to_owned())
}

impl Turn {
    /// Comes back when it is on disk with all the others.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let (done, told) = oneshot::channel();
        self.give_back(Some(done));
        told.await.map_err(|_| gone())?.map_err(Error::Unavailable)
    }

    fn give_back(&mut self, done: Option<Done>) {
        if let (Some(whole), Some(back)) = (self.whole.take(), self.back.take()) {
            // Without anybody who takes it back the whole is rolled back as it is dropped.
            let _ = back.send(Back { whole, done });
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_back(None);
    }
}

impl Deref for Turn {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.whole.as_ref().expect("a turn that is held")
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.whole.as_mut().expect("a turn that is held")
    }
}

async fn work(pool: SqlitePool, mut asks: mpsc::UnboundedReceiver<Ask>) {
    while let Some(first) = asks.recv().await {
        // Who went away meanwhile needs no turn.
        if first.is_closed() {
            continue;
        }
        match pool.begin_with(dialect::SQLITE_WRITE).await {
            Ok(whole) => share(whole, first, &mut asks).await,
            Err(error) => {
                let _ = first.send(Err(error.into()));
            }
        }
    }
}

/// One after the other has its turn, as long as somebody waits; then all are committed.
async fn share(mut whole: Whole, first: Ask, asks: &mut mpsc::UnboundedReceiver<Ask>) {
    let began = Instant::now();
    let mut waiting: Vec<Done> = Vec::new();
    let mut next = Some(first);
    while let Some(ask) = next {
        whole = match turn(whole, ask, &mut waiting).await {
            Ok(Some(whole)) => whole,
            // The first one left nothing, so that nobody waits.
            Ok(None) => return,
            Err(error) => return tell(waiting, &Err(error.to_string())),
        };
        let more = waiting.len() < LARGEST && began.elapsed() < LONGEST;
        next = if more { asks.try_recv().ok() } else { None };
    }
    let committed = whole.commit().await;
    tell(waiting, &committed.map_err(|error| error.to_string()));
}

fn tell(waiting: Vec<Done>, outcome: &Result<(), String>) {
    for done in waiting {
        // Who went away does not need the answer.
        let _ = done.send(outcome.clone());
    }
}

/// The first one leaves nothing by ending the whole; each later one has a savepoint of its own.
async fn turn(mut whole: Whole, ask: Ask, waiting: &mut Vec<Done>) -> Result<Option<Whole>> {
    let is_first = waiting.is_empty();
    if !is_first {
        run(&mut whole, "SAVEPOINT turn").await?;
    }
    let (back, returned) = oneshot::channel();
    let turn = Turn {
        whole: Some(whole),
        back: Some(back),
    };
    // A turn that nobody takes comes back as it is dropped.
    drop(ask.send(Ok(turn)));
    let Back { mut whole, done } = returned.await.map_err(|_| gone())?;
    match done {
        Some(done) => {
            if !is_first {
                run(&mut whole, "RELEASE turn").await?;
            }
            waiting.push(done);
        }
        None if is_first => {
            whole.rollback().await?;
            return Ok(None);
        }
        None => {
            run(&mut whole, "ROLLBACK TO turn").await?;
            run(&mut whole, "RELEASE turn").await?;
        }
    }
    Ok(Some(whole))
}

async fn run(whole: &mut Whole, sql: &'static str) -> Result<()> {
    sqlx::query(sql).execute(&mut **whole).await?;
    Ok(())
}
