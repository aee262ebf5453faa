//! What goes out through a door, and what became of the attempt.

use domain::{Failure, MessageId, Text3};
use std::time::Duration;

/// Whom to reach. The provider prefers a phone where both are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub wa_id: Option<String>,
    pub bsuid: Option<String>,
}

/// One message to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    /// Travels with the message, so that a status can name it.
    pub id: MessageId,
    pub to: Recipient,
    pub text: String,
    pub preview_url: bool,
    /// The provider's id of the quoted message.
    pub reply_to: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent {
        provider_id: String,
        key: String,
        /// The number as the provider knows it, where it told.
        wa_id: Option<String>,
    },
    /// Surely not handed over; the same attempt may succeed later.
    Retry {
        failure: Failure,
        after: Option<Duration>,
    },
    /// Refused for good. `needs_attention` when the line itself is at fault.
    Failed {
        failure: Failure,
        needs_attention: bool,
    },
    /// It may or may not have gone out.
    Uncertain { failure: Failure },
}

/// The provider said no, or could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refused {
    /// 0 where the provider gave no code of its own.
    pub code: i64,
    pub subcode: Option<i64>,
    pub kind: Option<String>,
    pub message: String,
    pub details: Option<String>,
    pub trace_id: Option<String>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The provider was not reached, or its answer made no sense.
    pub unreachable: bool,
}

/// Who can mend an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoActs {
    /// The installation's operator.
    Operator,
    /// The business that owns the line.
    Business,
    Customer,
    Provider,
}

/// What an error code means to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub cause: Text3,
    pub action: Text3,
    pub retryable: bool,
    pub who: WhoActs,
}
