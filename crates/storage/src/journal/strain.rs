//! What the journal's writer is under: how long senders wait for their acknowledgement, and how far
//! its lanes are filled. What may wait gives way to who waits.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What was measured is forgotten when nothing came for so long.
const FORGOTTEN_AFTER: Duration = Duration::from_millis(100);
/// The newest measure counts for one part of so many.
const PARTS: u64 = 4;

#[derive(Debug)]
pub(super) struct Strain {
    start: Instant,
    wait_us: AtomicU64,
    measured_us: AtomicU64,
    /// The last row of each lane that this node wrote to.
    filled: Mutex<HashMap<i64, i64>>,
}

impl Strain {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            wait_us: AtomicU64::new(0),
            measured_us: AtomicU64::new(0),
            filled: Mutex::default(),
        }
    }

    /// Somebody waited so long. Only the writer calls this.
    pub(super) fn note(&self, wait: Duration) {
        let before = micros(self.now());
        let after = (before * (PARTS - 1) + micros(wait)) / PARTS;
        self.wait_us.store(after, Ordering::Relaxed);
        self.measured_us
            .store(micros(self.start.elapsed()), Ordering::Relaxed);
    }

    pub(super) fn fill(&self, lanes: &[(i64, i64)]) {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        filled.extend(lanes.iter().copied());
    }

    pub(super) fn filled_to(&self, lane: i64) -> i64 {
        let filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        filled.get(&lane).copied().unwrap_or(0)
    }

    pub(super) fn now(&self) -> Duration {
        let measured = Duration::from_micros(self.measured_us.load(Ordering::Relaxed));
        if self.start.elapsed().saturating_sub(measured) > FORGOTTEN_AFTER {
            return Duration::ZERO;
        }
        Duration::from_micros(self.wait_us.load(Ordering::Relaxed))
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_counts_by_and_by() {
        let strain = Strain::new();
        assert_eq!(strain.now(), Duration::ZERO);
        strain.note(Duration::from_millis(8));
        assert_eq!(strain.now(), Duration::from_millis(2));
        strain.note(Duration::from_millis(8));
        assert_eq!(strain.now(), Duration::from_micros(3_500));
        strain.note(Duration::ZERO);
        assert_eq!(strain.now(), Duration::from_micros(2_625));
    }
}
