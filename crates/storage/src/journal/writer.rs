//! The journal's one writer: drains the channel, commits once, answers everybody.

use super::strain::Strain;
use super::{JournalPool, Lane, NewRow, Request};
use crate::batch::insert_rows;
use crate::tx::{Conn, SqliteTx, on};
use crate::{Error, Result};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Notify, broadcast, mpsc};

/// Requests taken into one commit at most.
const LARGEST: usize = 512;

pub(super) struct Writer {
    pool: JournalPool,
    appended: broadcast::Sender<i64>,
    strain: Arc<Strain>,
    stop: Arc<Notify>,
    /// Ids of lanes that are known to be in the table.
    lanes: HashMap<Lane, i64>,
}

/// The journal's transaction; `on!` wants a `conn`.
struct JournalTx {
    conn: Conn,
}

impl Writer {
    pub(super) fn new(
        pool: JournalPool,
        appended: broadcast::Sender<i64>,
        strain: Arc<Strain>,
        stop: Arc<Notify>,
    ) -> Self {
        Self {
            pool,
            appended,
            strain,
            stop,
            lanes: HashMap::new(),
        }
    }

    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let stop = Arc::clone(&self.stop);
        let mut taken = Vec::with_capacity(LARGEST);
        let mut stopping = false;
        loop {
            tokio::select! {
                count = requests.recv_many(&mut taken, LARGEST) => {
                    if count == 0 {
                        return;
                    }
                    self.serve(&mut taken).await;
                }
                // Closing lets what is in the channel be written, and refuses what comes later.
                () = stop.notified(), if !stopping => {
                    stopping = true;
                    requests.close();
                }
            }
        }
    }

    async fn serve(&mut self, taken: &mut Vec<Request>) {
        let answer = self.write(taken).await;
        if let Some(first) = taken.first() {
            self.strain.note(first.since.elapsed());
        }
        match &answer {
            Ok(lanes) => {
                for &lane in lanes {
                    // Nobody listening is fine: the rows are found by polling.
                    let _ = self.appended.send(lane);
                }
            }
            Err(error) => {
                // What the table holds is not known now; look again.
                self.lanes.clear();
                tracing::error!(error = %error, rows = taken.len(), "the journal can't be written; senders are told to come again");
            }
        }
        metrics::histogram!("aldaba_journal_batch_requests")
            .record(f64::from(u32::try_from(taken.len()).unwrap_or(u32::MAX)));
        for request in taken.drain(..) {
            let told = answer.as_ref().map(|_| ()).map_err(ToString::to_string);
            // A caller that went away does not need the answer; its rows are kept all the same.
            let _ = request.done.send(told);
        }
    }

    async fn begin(&self) -> Result<JournalTx> {
        let conn = match &self.pool {
            JournalPool::Sqlite { write, .. } => {
                Conn::Sqlite(SqliteTx::Alone(write.begin_with("BEGIN IMMEDIATE").await?))
            }
            JournalPool::Postgres { write, .. } => Conn::Postgres(write.begin().await?),
        };
        Ok(JournalTx { conn })
    }

    /// Writes every row of the batch in one transaction; returns the lanes that got some.
    async fn write(&mut self, taken: &[Request]) -> Result<Vec<i64>> {
        let mut by_lane: HashMap<&Lane, Vec<&NewRow>> = HashMap::new();
        for row in taken.iter().flat_map(|request| &request.rows) {
            by_lane.entry(&row.lane).or_default().push(row);
        }
        let mut lanes = Vec::with_capacity(by_lane.len());
        for (lane, rows) in by_lane {
            lanes.push((self.lane(lane, rows[0]).await?, rows));
        }
        // Every node locks lanes in the same order, so two never wait for each other.
        lanes.sort_unstable_by_key(|(id, _)| *id);
        let mut tx = self.begin().await?;
        for (id, rows) in &lanes {
            tx.append(*id, rows).await?;
        }
        tx.conn.commit().await?;
        self.strain
            .add(lanes.iter().map(|(_, rows)| rows.len()).sum());
        Ok(lanes.into_iter().map(|(id, _)| id).collect())
    }

    /// The lane's id. A new lane is made in a transaction of its own: its lock, held beside those of
    /// the batch, would be out of their order.
    async fn lane(&mut self, lane: &Lane, row: &NewRow) -> Result<i64> {
        if let Some(&id) = self.lanes.get(lane) {
            return Ok(id);
        }
        let mut tx = self.begin().await?;
        let id = tx.lane(lane, row).await?;
        tx.conn.commit().await?;
        self.lanes.insert(lane.clone(), id);
        Ok(id)
    }
}

impl JournalTx {
    async fn lane(&mut self, lane: &Lane, row: &NewRow) -> Result<i64> {
        let id = on!(self, |db| sqlx::query_scalar(
            "INSERT INTO journal_lanes (key, organization_id, last_seq) VALUES ($1, $2, 0)
             ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id",
        )
        .bind(lane.key())
        .bind(row.organization)
        .fetch_one(db)
        .await)?;
        Ok(id)
    }

    async fn append(&mut self, lane: i64, rows: &[&NewRow]) -> Result<()> {
        let count = i64::try_from(rows.len()).map_err(|_| Error::Corrupt {
            what: "journal batch",
            why: "too many rows".to_owned(),
        })?;
        let last: i64 = on!(self, |db| {
            sqlx::query_scalar(
            "UPDATE journal_lanes SET last_seq = last_seq + $2 WHERE id = $1 RETURNING last_seq",
        )
        .bind(lane)
        .bind(count)
        .fetch_one(db)
        .await
        })?;
        let numbered: Vec<(i64, &NewRow)> =
            (last - count + 1..).zip(rows.iter().copied()).collect();
        insert_rows!(
            self,
            "INSERT INTO journal (lane_id, seq, origin, received_at, body)",
            &numbered,
            |tuple, row| {
                tuple
                    .push_bind(lane)
                    .push_bind(row.0)
                    .push_bind(row.1.origin)
                    .push_bind(row.1.received_at)
                    .push_bind(row.1.body.as_slice())
            },
            ""
        );
        Ok(())
    }
}
