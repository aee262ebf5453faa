//! What a load came to.

use super::Latency;
use std::collections::BTreeMap;
use std::time::Duration;

/// One connection's count.
#[derive(Debug, Default)]
pub(super) struct Tally {
    acknowledged: Vec<u32>,
    micros: Vec<u32>,
    statuses: BTreeMap<u16, u64>,
    pub(super) broken: u64,
}

impl Tally {
    pub(super) fn count(&mut self, status: u16) {
        *self.statuses.entry(status).or_default() += 1;
    }

    pub(super) fn acknowledge(&mut self, number: u32, waited: Duration) {
        self.acknowledged.push(number);
        self.micros
            .push(u32::try_from(waited.as_micros()).unwrap_or(u32::MAX));
    }
}

#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The numbers that were acknowledged, as often as they were.
    pub(crate) acknowledged: Vec<u32>,
    /// How long each acknowledgement took.
    pub(crate) waits: Latency,
    /// Answers by their status.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// Webhooks that got no answer.
    pub(crate) broken: u64,
    /// The number that the next webhook would have had.
    pub(crate) issued: u32,
    /// From the start to the last acknowledgement.
    pub(crate) elapsed: Duration,
}

impl Outcome {
    pub(super) fn add(&mut self, tally: Tally) {
        self.acknowledged.extend(tally.acknowledged);
        self.waits.extend(tally.micros);
        for (status, count) in tally.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.broken += tally.broken;
    }

    pub(super) fn close(&mut self, issued: u32, elapsed: Duration) {
        self.waits.sort();
        self.issued = issued;
        self.elapsed = elapsed;
    }

    /// Acknowledgements a second.
    pub(crate) fn rate(&self) -> f64 {
        let count = u32::try_from(self.acknowledged.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.elapsed.as_secs_f64().max(f64::EPSILON)
    }

    /// Answers that were no acknowledgement, and webhooks without any.
    pub(crate) fn failures(&self) -> String {
        let mut parts: Vec<String> = self
            .statuses
            .iter()
            .filter(|(status, _)| **status != 200)
            .map(|(status, count)| format!("{count} × {status}"))
            .collect();
        if self.broken > 0 {
            parts.push(format!("{} without answer", self.broken));
        }
        if parts.is_empty() {
            "none".to_owned()
        } else {
            parts.join(", ")
        }
    }
}
