//! What the journal is under: how much came, and how long senders wait for their acknowledgement.
//! What may wait gives way to them.

use std::sync::atomic::{AtomicU64, Ordering};
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
    rows: AtomicU64,
}

impl Strain {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            wait_us: AtomicU64::new(0),
            measured_us: AtomicU64::new(0),
            rows: AtomicU64::new(0),
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

    pub(super) fn add(&self, rows: usize) {
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        self.rows.fetch_add(rows, Ordering::Relaxed);
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
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
