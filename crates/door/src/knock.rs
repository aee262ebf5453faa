//! What came through a door, in the words of the house.

use domain::{DeliveryState, Failure, MessageKind, Time};

/// One thing that a customer or the provider told.
#[derive(Clone, Debug, PartialEq)]
pub enum Knock {
    Message(Box<InboundMessage>),
    Reaction(Reaction),
    Status(StatusUpdate),
    /// A part that could not be read, kept for the tray.
    Unreadable(Unreadable),
    /// Something that this version does not act on, kept for the tray.
    Other {
        field: String,
        raw: String,
    },
}

/// Who sent it. Any of these may be absent; none is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The provider's number, digits as it gave them.
    pub wa_id: Option<String>,
    /// The business-scoped user id, and the portfolio's own parent of it.
    pub bsuid: Option<String>,
    pub parent_bsuid: Option<String>,
    pub username: Option<String>,
    pub profile_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct InboundMessage {
    pub provider_id: String,
    /// See [`crate::Door::message_key`].
    pub key: String,
    pub at: Time,
    pub sender: Sender,
    pub kind: MessageKind,
    pub text: Option<String>,
    /// The kind's own fields, as the provider names them.
    pub content: Option<serde_json::Value>,
    pub reply_to_key: Option<String>,
    pub referral: Option<serde_json::Value>,
    /// The provider's own form, where ours does not hold all of it.
    pub raw: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    pub provider_id: String,
    pub key: String,
    pub at: Time,
    pub sender: Sender,
    pub target_key: String,
    /// `None` takes the reaction away.
    pub emoji: Option<String>,
}

/// What became of a message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusUpdate {
    pub provider_id: String,
    pub key: String,
    /// `None` for a word that this version does not know.
    pub state: Option<DeliveryState>,
    pub at: Time,
    pub failure: Option<Failure>,
    /// Our message's id, where it travelled with the message.
    pub our_id: Option<String>,
    pub raw: Option<String>,
}

/// A part that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    pub reason: String,
    pub raw: String,
}
