//! The states of an outbound message, and the order in which they may follow each other.

use serde::{Deserialize, Serialize};

crate::words::words! {
    /// Where an outbound message stands.
    DeliveryState, "state of delivery" {
        /// Accepted by us; nothing was handed to the door yet.
        Queued = "queued",
        /// Accepted, and not to be handed over before its time: scheduled, cooling, or slowed down.
        Waiting = "waiting",
        /// Being handed to the door.
        Sending = "sending",
        /// Handed over, and no answer came: it may or may not have gone out.
        Uncertain = "uncertain",
        Sent = "sent",
        Delivered = "delivered",
        Read = "read",
        /// A voice note that was listened to.
        Played = "played",
        Failed = "failed",
        /// Put away by a member, before it went out or after it failed.
        Discarded = "discarded",
    }
}

crate::words::words! {
    /// What becomes of a message whose fate is not known, once nobody told it for a while.
    UncertainPolicy, "policy for uncertain messages" {
        /// A person decides: it may have gone out.
        Ask = "ask",
        /// It is sent once more: better twice than never.
        Resend = "resend",
    }
}

impl DeliveryState {
    /// States follow each other upwards only, except through a member's own "retry".
    const fn rank(self) -> u8 {
        match self {
            Self::Queued | Self::Waiting => 0,
            Self::Sending => 1,
            Self::Uncertain => 2,
            Self::Sent => 3,
            Self::Failed => 4,
            Self::Delivered => 5,
            Self::Read => 6,
            Self::Played => 7,
            Self::Discarded => 8,
        }
    }

    /// Whether a status from outside moves this state. "Failed" wins before "delivered" only: what
    /// reached the phone has reached it.
    pub const fn moves_to(self, next: Self) -> bool {
        !matches!(self, Self::Discarded) && next.rank() > self.rank()
    }

    /// Nothing more is expected to happen without a person.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Read | Self::Played | Self::Failed | Self::Discarded
        )
    }
}

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The provider's code, where it gave one.
    pub code: Option<i64>,
    /// A stable word of ours: `refused`, `not_sent`, `unclear`, `line_disabled`, `window_closed`, …
    pub reason: String,
    pub title: String,
    pub details: Option<String>,
    pub retryable: bool,
}

impl Failure {
    /// What failures of one kind share: the provider's code, or the word where there is none.
    pub fn cause(&self) -> String {
        self.code
            .map_or_else(|| self.reason.clone(), |code| code.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::DeliveryState::{self, *};

    #[test]
    fn states_never_go_back() {
        for &from in DeliveryState::ALL {
            for &to in DeliveryState::ALL {
                assert!(
                    !(from.moves_to(to) && to.moves_to(from)),
                    "{from} and {to} move to each other"
                );
            }
        }
    }

    #[test]
    fn late_failures_do_not_undo_what_arrived() {
        assert!(Sent.moves_to(Failed));
        assert!(Uncertain.moves_to(Failed));
        assert!(!Delivered.moves_to(Failed));
        assert!(!Read.moves_to(Delivered));
        assert!(Failed.moves_to(Delivered));
        assert!(Sent.moves_to(Read));
    }
}
