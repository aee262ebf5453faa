//! The customer-care window: when a free-form answer is allowed.

use crate::Time;
use jiff::SignedDuration;

/// A customer's message allows free-form answers for a day (Meta: sending messages, 2026-09).
pub const CARE: SignedDuration = SignedDuration::from_hours(24);
/// A click on an advertisement opens three days (Meta: pricing, free entry point, 2026-09).
pub const FREE_ENTRY: SignedDuration = SignedDuration::from_hours(72);

crate::words::words! {
    WindowState, "state of the window" {
        Open = "open",
        Closed = "closed",
    }
}

/// The window of one conversation, kept as the moments of the customer's last message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Window {
    /// The provider's time of the customer's last message: Meta counts from *its* timestamp, so a
    /// late webhook may already be too late.
    pub last_inbound_at: Option<Time>,
    pub free_entry_at: Option<Time>,
}

impl Window {
    pub fn closes_at(self) -> Option<Time> {
        self.last_inbound_at.map(|at| at.plus(CARE))
    }

    pub fn free_entry_until(self) -> Option<Time> {
        self.free_entry_at.map(|at| at.plus(FREE_ENTRY))
    }

    pub fn state(self, now: Time) -> WindowState {
        match self.closes_at() {
            Some(closes) if now < closes => WindowState::Open,
            _ => WindowState::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_the_last_message_it_is_closed() {
        let window = Window {
            last_inbound_at: Some(Time::from_seconds(1_000)),
            free_entry_at: None,
        };
        assert_eq!(
            window.state(Time::from_seconds(1_000 + 86_399)),
            WindowState::Open
        );
        assert_eq!(
            window.state(Time::from_seconds(1_000 + 86_400)),
            WindowState::Closed
        );
        assert_eq!(
            Window::default().state(Time::from_seconds(0)),
            WindowState::Closed
        );
    }
}
