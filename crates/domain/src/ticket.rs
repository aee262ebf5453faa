//! A ticket: a piece of work on a conversation, and when a new message opens one.

use crate::Time;
use jiff::SignedDuration;

crate::words::words! {
    TicketState, "state of a ticket" {
        Open = "open",
        Resolved = "resolved",
    }
}

crate::words::words! {
    /// What a customer's message does after the last ticket was resolved.
    ReopenPolicy, "reopen policy" {
        Reopen = "reopen",
        New = "new",
    }
}

impl ReopenPolicy {
    /// Whether a message at `now` reopens the ticket that was resolved at `resolved_at`.
    pub fn reopens(self, within_hours: i64, resolved_at: Time, now: Time) -> bool {
        match self {
            Self::New => false,
            Self::Reopen => now.since(resolved_at) <= SignedDuration::from_hours(within_hours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_looks_at_the_hours() {
        let resolved = Time::from_seconds(0);
        let later = |hours: i64| Time::from_seconds(hours * 3600);
        assert!(ReopenPolicy::Reopen.reopens(24, resolved, later(24)));
        assert!(!ReopenPolicy::Reopen.reopens(24, resolved, later(25)));
        assert!(!ReopenPolicy::New.reopens(24, resolved, later(1)));
    }
}
