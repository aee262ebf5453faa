//! When messages left, as they did and not as they were meant to: on a busy machine those that wake late
//! leave together, and the provider would see more in a second than it takes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A second, and what messages may close up by on their way. The rate at which we send leaves that much.
const SECOND: Duration = Duration::from_millis(1_025);

/// The last departures through one door; clones share them.
#[derive(Clone, Default)]
pub(super) struct Departures(Arc<Mutex<VecDeque<Instant>>>);

impl Departures {
    /// Comes back when one more may leave, which then has left.
    pub(super) async fn wait(&self, limit: u32) {
        while let Some(wait) = self.leave(limit, Instant::now()) {
            tokio::time::sleep(wait).await;
        }
    }

    /// How long until one more may leave; `None`: it leaves now.
    fn leave(&self, limit: u32, now: Instant) -> Option<Duration> {
        let limit = usize::try_from(limit.max(1)).unwrap_or(usize::MAX);
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_past = |at: &Instant| now.duration_since(*at) >= SECOND;
        while left.front().is_some_and(is_past) {
            left.pop_front();
        }
        match left.front() {
            Some(first) if left.len() >= limit => Some(SECOND.saturating_sub(now - *first)),
            Some(_) | None => {
                left.push_back(now);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_ones_do_not_leave_together() {
        let (departures, start) = (Departures::default(), Instant::now());
        let at = |millis| start + Duration::from_millis(millis);
        for nth in 0..20 {
            assert_eq!(departures.leave(20, at(nth * 50)), None);
        }
        // One more within the second of the first waits until that is past.
        let wait = departures.leave(20, at(1_000));
        assert_eq!(wait, Some(Duration::from_millis(25)));
        assert_eq!(departures.leave(20, at(1_025)), None);
        assert_eq!(
            departures.leave(20, at(1_026)),
            Some(Duration::from_millis(49))
        );
        assert_eq!(departures.leave(20, at(60_000)), None);
    }
}
