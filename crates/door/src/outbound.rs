//! What goes out through a door, and what became of the attempt.

use domain::{Failure, MediaKind, MessageId, Text3};
use serde_json::Value;
use std::time::Duration;

/// Whom to reach. The provider prefers a phone where both are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub wa_id: Option<String>,
    pub bsuid: Option<String>,
}

/// One message to hand over.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbound {
    /// Travels with the message, so that a status can name it; `None` for a sign that is no message.
    pub id: Option<MessageId>,
    pub to: Recipient,
    pub content: OutboundContent,
    /// The provider's id of the quoted message.
    pub reply_to: Option<String>,
}

/// What is said. Objects are Meta's, and every file in them stands as the provider's `id` or a link.
#[derive(Clone, Debug, PartialEq)]
pub enum OutboundContent {
    Text {
        body: String,
        preview_url: bool,
    },
    Media {
        kind: MediaKind,
        file: OutboundFile,
        caption: Option<String>,
        filename: Option<String>,
        voice: bool,
    },
    Location(Value),
    Contacts(Value),
    Interactive(Value),
    Template {
        name: String,
        language: String,
        components: Value,
    },
    /// A sign on a message; without one it is taken away.
    Reaction {
        provider_id: String,
        emoji: Option<String>,
    },
}

/// Where the provider finds a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboundFile {
    /// Uploaded before, under this id of the provider's.
    Uploaded(String),
    Link(String),
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent {
        provider_id: String,
        key: String,
        /// The number as the provider knows it, where it told.
        wa_id: Option<String>,
        /// Taken, and held back: the provider's word for why.
        held: Option<String>,
    },
    /// Surely not handed over; the same attempt may succeed later.
    Retry {
        failure: Failure,
        after: Option<Duration>,
    },
    /// Refused for good.
    Failed { failure: Failure },
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

/// What an error code changes, beside the message that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The line can't send until somebody has mended it.
    LineNeedsAttention,
    /// The provider slows the line down: nothing leaves it for a while.
    LineHeld,
    /// This person can't be reached now; a message of theirs proves otherwise.
    ContactUnreachable,
    /// This person wants no marketing.
    ContactOptedOut,
    /// The provider takes no offers to this person for a while.
    OffersHeld,
    /// What we know of the template is out of date.
    TemplateStale,
    /// The customer-care window is closed, whatever we counted.
    WindowClosed,
}

/// What an error code means to people, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub cause: Text3,
    pub action: Text3,
    pub retryable: bool,
    pub who: WhoActs,
    pub effect: Option<Effect>,
    /// How often it is tried at most, where the provider says so.
    pub attempts: Option<i64>,
    /// How long to wait at least, where the provider says so.
    pub pause: Option<Duration>,
    /// That pause multiplies with itself from one attempt to the next.
    pub pause_grows: bool,
}
