//! The machine's clock, read here and nowhere else.

use jiff::{Timestamp, Zoned};

#[expect(
    clippy::disallowed_methods,
    reason = "the bench is an edge of its own: its clock is the machine's"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day as `2026-11-22`, where the machine stands.
#[expect(
    clippy::disallowed_methods,
    reason = "the bench is an edge of its own: its clock is the machine's"
)]
pub(crate) fn today() -> String {
    Zoned::now().date().to_string()
}

/// Seconds since 1970.
pub(crate) fn seconds() -> u64 {
    u64::try_from(now().as_second()).unwrap_or_default()
}

/// Milliseconds since 1970.
pub(crate) fn millis() -> i64 {
    now().as_millisecond()
}
