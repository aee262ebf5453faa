//! The ingest's worker on one node: wakes on the journal's signal, and polls in case one was lost.

use super::pace::{Pace, Worked};
use super::step::{Progress, STEP, step};
use crate::Env;
use crate::leases::Leases;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::journal::{Lane, LaneState};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

/// A lost signal costs at most this.
const POLL: Duration = Duration::from_secs(1);
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(200);

/// Works every lane that this node may work.
pub struct Worker {
    env: Env,
    leases: Arc<Leases>,
    lanes: HashMap<i64, Cursor>,
    pace: Pace,
}

struct Cursor {
    state: LaneState,
    seq: i64,
    /// Rows of the next step.
    at_most: u16,
    /// The last step failed: go row by row until this position.
    alone_until: i64,
}

impl Worker {
    pub fn new(env: Env, leases: Arc<Leases>) -> Self {
        Self {
            env,
            leases,
            lanes: HashMap::new(),
            pace: Pace::new(Instant::now()),
        }
    }

    pub async fn run(mut self, stop: CancellationToken) {
        let mut appended = self.env.store.journal().subscribe();
        let mut due: HashSet<i64> = HashSet::new();
        let mut look = true;
        while !stop.is_cancelled() {
            if look {
                match self.refresh().await {
                    Ok(lanes) => due.extend(lanes),
                    Err(error) => {
                        tracing::warn!(error = %error, "the journal's lanes can't be read; trying again");
                    }
                }
                look = false;
            }
            if due.is_empty() {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(POLL) => look = true,
                    heard = appended.recv() => match heard {
                        Ok(lane) => { due.insert(lane); }
                        Err(RecvError::Lagged(_)) => look = true,
                        Err(RecvError::Closed) => return,
                    },
                }
            }
            while let Ok(lane) = appended.try_recv() {
                due.insert(lane);
            }
            look |= self.work(&mut due, &stop).await;
        }
    }

    /// One step of every lane that is due. Returns whether the lanes must be read again.
    async fn work(&mut self, due: &mut HashSet<i64>, stop: &CancellationToken) -> bool {
        let mut look = false;
        let mut lanes: Vec<i64> = due.iter().copied().collect();
        // Live lanes before bulk ones: history never delays what is happening.
        lanes.sort_unstable_by_key(|lane| {
            self.lanes
                .get(lane)
                .is_some_and(|cursor| is_bulk(&cursor.state))
        });
        for lane in lanes {
            if stop.is_cancelled() {
                return false;
            }
            if !self.lanes.contains_key(&lane) {
                due.remove(&lane);
                look = true;
                continue;
            }
            match self.advance(lane).await {
                Ok(progress) if progress.rows > 0 => {}
                Ok(_) => {
                    due.remove(&lane);
                }
                Err(error) => {
                    look |= matches!(error, storage::Error::Fenced);
                    tracing::warn!(lane, error = %error, "a step of the ingest failed; trying again");
                    tokio::time::sleep(PAUSE_AFTER_ERROR).await;
                }
            }
        }
        look
    }

    async fn advance(&mut self, lane: i64) -> storage::Result<Progress> {
        let Some(cursor) = self.lanes.get_mut(&lane) else {
            return Ok(Progress { seq: 0, rows: 0 });
        };
        if let Lane::LineLive(line) | Lane::LineBulk(line) = &cursor.state.lane
            && !self.leases.holds(*line)
        {
            return Ok(Progress {
                seq: cursor.seq,
                rows: 0,
            });
        }
        let alone = cursor.alone_until > cursor.seq;
        let started = Instant::now();
        let at_most = if alone { 1 } else { cursor.at_most };
        match step(&self.env, &cursor.state, cursor.seq, at_most).await {
            Ok(progress) => {
                cursor.seq = progress.seq;
                let full = progress.rows >= usize::from(cursor.at_most);
                cursor.at_most = if full {
                    (2 * cursor.at_most).min(self.pace.largest_step())
                } else {
                    STEP
                };
                if progress.rows > 0 {
                    let worked = started.elapsed();
                    metrics::histogram!("aldaba_ingest_step_seconds").record(worked.as_secs_f64());
                    let journal = self.env.store.journal();
                    let step = Worked {
                        rows: progress.rows,
                        took: worked,
                        appended: journal.appended(),
                        strain: journal.strain(),
                    };
                    tokio::time::sleep(self.pace.rest(Instant::now(), &step)).await;
                }
                Ok(progress)
            }
            Err(error) => {
                if !error.is_unavailable() && !alone {
                    cursor.alone_until = cursor.seq + i64::from(cursor.at_most);
                    cursor.at_most = STEP;
                }
                Err(error)
            }
        }
    }

    /// Reads where every lane stands; returns those with rows to work.
    async fn refresh(&mut self) -> storage::Result<Vec<i64>> {
        let lanes = self.env.store.journal().lanes().await?;
        let mut tx = self.env.store.system_read().await?;
        let positions: HashMap<i64, i64> = tx
            .lane_positions()
            .await?
            .into_iter()
            .map(|position| (position.lane_id, position.seq))
            .collect();
        let mut behind = Vec::new();
        let mut lag = 0;
        for state in lanes {
            let seq = positions.get(&state.id).copied().unwrap_or(0);
            if state.organization.is_some() && state.last_seq > seq {
                lag += state.last_seq - seq;
                behind.push(state.id);
            }
            let cursor = self.lanes.entry(state.id).or_insert(Cursor {
                state: state.clone(),
                seq,
                at_most: STEP,
                alone_until: 0,
            });
            cursor.state = state;
            cursor.seq = seq;
        }
        metrics::gauge!("aldaba_ingest_lag_rows")
            .set(f64::from(i32::try_from(lag).unwrap_or(i32::MAX)));
        Ok(behind)
    }
}

const fn is_bulk(state: &LaneState) -> bool {
    matches!(state.lane, Lane::LineBulk(_))
}
