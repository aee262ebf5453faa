//! Leases: which lines this node works, and under which epoch.
//!
//! A line is worked by one node at a time. On one machine the node takes every line; in a cluster
//! the row in the database says who does, and a write with an older epoch is refused.

use crate::Env;
use arc_swap::ArcSwap;
use domain::{LineId, OrganizationId};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long a lease holds without a sign of life.
const TERM: SignedDuration = SignedDuration::from_secs(10);
const RENEW: Duration = Duration::from_secs(3);

/// A line that this node works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub organization: OrganizationId,
    pub epoch: i64,
}

/// The leases of one node.
pub struct Leases {
    env: Env,
    owner: String,
    held: ArcSwap<HashMap<LineId, Held>>,
}

impl Leases {
    /// `owner` names this process, anew at each start: what an earlier one left unfinished is not
    /// ours to take for finished.
    pub fn new(env: Env, owner: String) -> Self {
        Self {
            env,
            owner,
            held: ArcSwap::default(),
        }
    }

    pub fn holds(&self, line: LineId) -> bool {
        self.held.load().contains_key(&line)
    }

    pub fn held(&self) -> Arc<HashMap<LineId, Held>> {
        self.held.load_full()
    }

    /// Takes and renews until the process stops, then gives everything back.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        loop {
            if let Err(error) = self.renew().await {
                // Without a sign of life others may take over: stop working until it is clear.
                self.held.store(Arc::default());
                tracing::warn!(error = %error, "leases can't be renewed; lines rest until they can");
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(RENEW) => {}
                () = self.lines_changed() => {}
            }
        }
        self.held.store(Arc::default());
        if let Err(error) = self.release().await {
            tracing::warn!(error = %error, "leases can't be given back; they end by themselves");
        }
    }

    /// Takes every free line, renews the own ones.
    pub async fn renew(&self) -> storage::Result<()> {
        let now = self.env.clock.now();
        let mut tx = self.env.store.system().await?;
        let mut held = HashMap::new();
        for home in tx.line_homes().await? {
            let epoch = tx
                .take_lease(home.line_id, &self.owner, now, now.plus(TERM))
                .await?;
            if let Some(epoch) = epoch {
                held.insert(
                    home.line_id,
                    Held {
                        organization: home.organization_id,
                        epoch,
                    },
                );
            }
        }
        tx.commit().await?;
        let before = self.held.swap(Arc::new(held));
        let after = self.held.load();
        for line in after.keys().filter(|line| !before.contains_key(*line)) {
            self.env.bus.publish(bus::Signal::Line(*line));
        }
        Ok(())
    }

    async fn release(&self) -> storage::Result<()> {
        let mut tx = self.env.store.system().await?;
        tx.release_leases(&self.owner).await?;
        tx.commit().await
    }

    async fn lines_changed(&self) {
        let mut listener = self.env.bus.subscribe();
        loop {
            match listener.next().await {
                bus::Heard::Signal(bus::Signal::Routes) | bus::Heard::Missed => return,
                bus::Heard::Signal(_) => {}
                bus::Heard::Closed => std::future::pending().await,
            }
        }
    }
}
