//! Keeps the routing table in memory: a webhook that finds its way asks no database.

use super::table::Table;
use crate::Env;
use arc_swap::ArcSwap;
use bus::{Heard, Listener, Signal};
use domain::Time;
use futures_util::FutureExt;
use jiff::SignedDuration;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// Strangers who name what does not exist must not make us read the table over and over.
const LOOK_AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(1);

/// What was not found; each kind has its own patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    App,
    Signature,
    Number,
}

/// The routing table, and what keeps it fresh.
pub struct Router {
    env: Env,
    table: ArcSwap<Table>,
    gate: Mutex<Gate>,
}

/// Held while the table is read, so that whoever misses meanwhile waits for it.
struct Gate {
    changes: Listener,
    looked_at: [Option<Time>; 3],
}

impl Router {
    /// Reads the table once; later changes come by signal, or are found when something is missing.
    pub async fn start(env: &Env) -> storage::Result<Self> {
        // Listening begins before reading: a change in between is heard.
        let changes = env.bus.subscribe();
        let table = Table::read(env).await?;
        Ok(Self {
            env: env.clone(),
            table: ArcSwap::from_pointee(table),
            gate: Mutex::new(Gate {
                changes,
                looked_at: [None; 3],
            }),
        })
    }

    /// Reads the table whenever something changed, until the process stops.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut changes = self.env.bus.subscribe();
        loop {
            let heard = tokio::select! {
                () = stop.cancelled() => return,
                heard = changes.next() => heard,
            };
            match heard {
                Heard::Signal(Signal::Routes) | Heard::Missed => {
                    let gate = self.gate.lock().await;
                    if let Err(error) = self.read().await {
                        tracing::warn!(error = %error, "routes can't be read; the known ones stay until they can");
                    }
                    drop(gate);
                }
                Heard::Signal(_) => {}
                Heard::Closed => return,
            }
        }
    }

    pub(super) fn table(&self) -> Arc<Table> {
        self.table.load_full()
    }

    /// The table after a miss in `seen`: read anew where something changed, or where nobody looked
    /// for this kind within the last second; otherwise the same.
    pub(super) async fn table_after(
        &self,
        miss: Miss,
        seen: &Arc<Table>,
    ) -> storage::Result<Arc<Table>> {
        let mut gate = self.gate.lock().await;
        let table = self.table();
        if !Arc::ptr_eq(&table, seen) {
            return Ok(table);
        }
        let now = self.env.clock.now();
        let place = match miss {
            Miss::App => 0,
            Miss::Signature => 1,
            Miss::Number => 2,
        };
        let recently = gate.looked_at[place].is_some_and(|at| now.since(at) < LOOK_AGAIN_AFTER);
        if recently && !gate.changed() {
            return Ok(table);
        }
        self.read().await?;
        gate.looked_at[place] = Some(now);
        Ok(self.table())
    }

    async fn read(&self) -> storage::Result<()> {
        let table = Table::read(&self.env).await?;
        self.table.store(Arc::new(table));
        Ok(())
    }
}

impl Gate {
    /// Whether a change was told since the last time. Signals are published before the answer to
    /// whoever made the change, so a line that was just connected is never "unknown" here.
    fn changed(&mut self) -> bool {
        let mut changed = false;
        while let Some(heard) = self.changes.next().now_or_never() {
            match heard {
                Heard::Signal(Signal::Routes) | Heard::Missed => changed = true,
                Heard::Signal(_) => {}
                Heard::Closed => break,
            }
        }
        changed
    }
}
