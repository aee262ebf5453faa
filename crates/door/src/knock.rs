//! What came through a door, in the words of the house.

use domain::price::Settled;
use domain::{DeliveryState, Failure, MessageKind, Time};

/// One thing that a customer or the provider told.
#[derive(Clone, Debug, PartialEq)]
pub enum Knock {
    Message(Box<InboundMessage>),
    Reaction(Reaction),
    Status(StatusUpdate),
    Edit(Box<Edit>),
    Revoke(Revoke),
    /// A name in the phone's own address book.
    ContactName(ContactName),
    /// The customer's own wish to hear or not to hear of offers.
    Preference(Preference),
    /// How the line or its account fares.
    Line(LineUpdate),
    /// How far the phone has told its history.
    History(HistoryProgress),
    Template(Box<TemplateUpdate>),
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

/// Who wrote: the other side, or the business itself with the phone in its hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Customer,
    Phone,
}

#[derive(Clone, Debug, PartialEq)]
pub struct InboundMessage {
    pub provider_id: String,
    /// See [`crate::Door::message_key`].
    pub key: String,
    pub at: Time,
    pub side: Side,
    /// The customer of the thread, whoever wrote.
    pub sender: Sender,
    /// What a change of number or id adds to what is known of the customer.
    pub also: Option<Sender>,
    /// How far the phone says that a message of its history came.
    pub reached: Option<DeliveryState>,
    pub media: Option<MediaPart>,
    pub kind: MessageKind,
    pub text: Option<String>,
    /// The kind's own fields, as the provider names them.
    pub content: Option<serde_json::Value>,
    pub reply_to_key: Option<String>,
    pub referral: Option<serde_json::Value>,
    /// The provider's own form, where ours does not hold all of it.
    pub raw: Option<String>,
}

/// A file that came with a message, still at the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaPart {
    pub provider_id: String,
    pub mime_type: Option<String>,
    /// Of the file's bytes, where the provider told it in a form that we read.
    pub sha256: Option<[u8; 32]>,
    pub filename: Option<String>,
    pub voice: bool,
    pub animated: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    pub provider_id: String,
    pub key: String,
    pub at: Time,
    pub side: Side,
    /// The customer of the thread, whoever reacts.
    pub sender: Sender,
    pub target_key: String,
    /// `None` takes the reaction away.
    pub emoji: Option<String>,
}

/// A message says something else from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub key: String,
    pub at: Time,
    pub side: Side,
    pub sender: Sender,
    pub target_key: String,
    pub text: Option<String>,
}

/// A message was taken back by its author.
#[derive(Clone, Debug, PartialEq)]
pub struct Revoke {
    pub key: String,
    pub at: Time,
    pub side: Side,
    pub sender: Sender,
    pub target_key: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactName {
    pub person: Sender,
    pub at: Time,
    /// `None` where the phone removed it from its address book.
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    pub person: Sender,
    pub at: Time,
    /// The provider's word, as `marketing_messages`.
    pub category: String,
    pub stopped: bool,
    pub detail: Option<String>,
}

/// What the provider tells about a number, or about all numbers of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineUpdate {
    pub waba_id: Option<String>,
    /// Digits of the number that it is about; `None` for every number of the account.
    pub number: Option<String>,
    /// `None` where the provider told no time.
    pub at: Option<Time>,
    pub change: LineChange,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineChange {
    /// Somebody must act; nothing goes out until then.
    Broken(LineTrouble),
    /// Somebody should know; messages still go out.
    Warned(LineTrouble),
    /// The named trouble is over.
    Recovered {
        event: String,
    },
    /// `GREEN`, `YELLOW`, `RED`, …, as the provider writes it.
    Quality(String),
    Throughput(String),
    /// How many people a day may be written to first, as `TIER_2K`.
    MessagingLimit(String),
    VerifiedName(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTrouble {
    /// The provider's word.
    pub event: String,
    pub message: String,
    pub details: Option<String>,
    /// The provider's code; 0 where there is none.
    pub code: i64,
}

/// How far the import of a phone's history is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryProgress {
    /// In percent.
    At(u8),
    /// The business keeps its history to itself.
    Declined,
}

/// What the provider tells about one template.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateUpdate {
    pub waba_id: String,
    pub provider_id: String,
    pub name: Option<String>,
    pub language: Option<String>,
    pub at: Time,
    pub change: TemplateChange,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TemplateChange {
    State {
        /// The provider's word, as `APPROVED`; see [`TemplateUpdate`].
        event: String,
        category: Option<String>,
        reason: Option<String>,
        /// The provider's explanation and advice, in its own words.
        explanation: Option<String>,
        recommendation: Option<String>,
        /// When it is going to be disabled, in the provider's words.
        disable_at: Option<String>,
    },
    Quality {
        previous: Option<String>,
        new: String,
    },
    Category {
        previous: Option<String>,
        /// The category now, or the one that is left where `correct` is announced.
        new: Option<String>,
        /// What it will become.
        correct: Option<String>,
    },
    /// As in a template's `components`.
    Components(serde_json::Value),
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
    /// What the provider says that it costs.
    pub price: Option<Settled>,
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
