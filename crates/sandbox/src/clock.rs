//! The sandbox's own time: the machine's clock, which tests may push ahead.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serializer;

/// Read wherever the sandbox compares or stamps times. Pushing it ahead moves windows and
/// stamps, not the pauses between statuses: those are real time.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead_ms: AtomicI64,
}

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where the sandbox reads the clock"
    )]
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::now().as_millisecond();
        let ahead = self.ahead_ms.load(Ordering::Relaxed);
        Timestamp::from_millisecond(now.saturating_add(ahead)).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead_ms.fetch_add(by, Ordering::Relaxed);
    }
}

/// Times leave the sandbox as RFC 3339 with exactly three decimals.
pub(crate) fn rfc3339<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{at:.3}"))
}
