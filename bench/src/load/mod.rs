//! The load generator: webhooks over keep-alive connections, in open or closed loop.
//!
//! In open loop the pace is given, and a wait counts from the moment when the webhook was due: a
//! slow server can't hide behind requests that were never sent (no coordinated omission). In closed
//! loop each connection sends its next webhook when the last was answered.

mod latency;
mod outcome;
mod shift;
#[cfg(test)]
mod tests;

pub(crate) use latency::Latency;
pub(crate) use outcome::Outcome;

use crate::traffic::Traffic;
use crate::wire::Hook;
use outcome::Tally;
use shift::Shift;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// So many webhooks a second, whatever the server does.
    Open { per_second: u32 },
    /// As many as the connections get through.
    Closed,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) pace: Pace,
    pub(crate) connections: u32,
    pub(crate) lasting: Duration,
    /// Of a hundred webhooks, how many are sent again.
    pub(crate) redeliveries: u32,
    /// The number that the first webhook has.
    pub(crate) first: u32,
}

/// A load under way.
pub(crate) struct Load {
    shift: Arc<Shift>,
    connections: Vec<JoinHandle<Tally>>,
}

impl Load {
    pub(crate) fn start(spec: Spec, traffic: Arc<Traffic>, hook: Hook) -> Self {
        let shift = Arc::new(Shift::new(spec, traffic, hook));
        let connections = (0..spec.connections)
            .map(|seat| tokio::spawn(Arc::clone(&shift).work(seat)))
            .collect();
        Self { shift, connections }
    }

    /// Webhooks that were acknowledged so far.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.shift.acknowledged()
    }

    /// Answers of 500 and above so far.
    pub(crate) fn refused(&self) -> u64 {
        self.shift.refused()
    }

    /// Lets every connection end after the webhook that it is at.
    pub(crate) fn stop(&self) {
        self.shift.stop();
    }

    /// Waits until every connection has ended.
    pub(crate) async fn finish(self) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::default();
        for connection in self.connections {
            outcome.add(connection.await?);
        }
        outcome.close(self.shift.issued(), self.shift.elapsed());
        Ok(outcome)
    }
}
