//! What a simulator of the other side offers, in the words of the house.

use async_trait::async_trait;
use domain::Time;
use serde_json::Value;

/// Meta's other side: phones in the hands of virtual customers.
#[async_trait]
pub trait Simulator: Send + Sync {
    fn customers(&self) -> Vec<Customer>;

    /// A customer's screen at a number. With `since`, waits until its version is another.
    async fn chat(
        &self,
        number: &str,
        customer: &str,
        since: Option<u64>,
    ) -> Result<Chat, SimulatorError>;

    /// The answer is the provider's id of the message.
    fn send_as_customer(
        &self,
        number: &str,
        message: CustomerMessage,
    ) -> Result<String, SimulatorError>;

    fn mark_read(&self, number: &str, customer: &str) -> Result<(), SimulatorError>;

    /// The customer listens to a voice note.
    fn mark_played(&self, number: &str, customer: &str, id: &str) -> Result<(), SimulatorError>;

    /// Puts a file on a customer's phone, to be sent by its id.
    async fn put_file(&self, file: SimulatedFile) -> Result<SimulatedMedia, SimulatorError>;

    /// A file out of a chat.
    async fn file(&self, id: &str) -> Result<SimulatedFile, SimulatorError>;

    fn set_fault(&self, number: Option<String>, fault: Fault) -> Result<u64, SimulatorError>;

    fn faults(&self) -> Vec<ActiveFault>;

    fn clear_faults(&self);
}

/// Why a simulator refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimulatorError {
    #[error("{0}")]
    Unknown(String),
    #[error("{0}")]
    Invalid(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    pub phone: Option<String>,
    pub name: String,
    pub user_id: String,
    pub locale: String,
    pub automatic: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    pub version: u64,
    pub business: Business,
    pub customer: Customer,
    pub business_typing: bool,
    pub messages: Vec<ChatMessage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Business {
    pub name: String,
    pub phone: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChatMessage {
    pub id: String,
    pub from: Side,
    pub kind: String,
    pub text: Option<String>,
    /// The kind's own object under the provider's names.
    pub content: Value,
    pub media: Option<SimulatedMedia>,
    pub at: Time,
    pub progress: Progress,
    pub reply_to: Option<String>,
    pub forwarded: bool,
    pub changed: Option<Changed>,
    pub reactions: Vec<ChatReaction>,
}

/// What became of a message that its author did not leave as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Edited,
    Revoked,
}

/// A file as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedMedia {
    pub id: String,
    pub mime_type: String,
    pub size_bytes: u64,
    pub filename: Option<String>,
    pub voice: bool,
    pub animated: bool,
}

/// The file itself; small enough to be held whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedFile {
    pub mime_type: String,
    pub filename: Option<String>,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatReaction {
    pub from: Side,
    pub emoji: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Customer,
    Business,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Sent,
    Delivered,
    Read,
    Played,
}

/// What somebody writes by hand as a customer. Whoever is not there yet comes to be.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerMessage {
    pub phone: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    /// The provider's name of what is sent.
    pub kind: &'static str,
    pub text: Option<String>,
    pub emoji: Option<String>,
    pub reply_to: Option<String>,
    /// The kind's own object under the provider's names.
    pub content: Value,
    pub forwarded: bool,
    pub referral: Option<Value>,
}

/// A rule by which something goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub target: FaultTarget,
    pub kind: FaultKind,
    pub delay_ms: Option<u64>,
    /// The provider's error code, for [`FaultKind::Error`].
    pub code: Option<u32>,
    /// How often it strikes; until cleared when absent.
    pub times: Option<u32>,
    /// How likely it strikes, 0 to 1; always when absent.
    pub probability: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActiveFault {
    pub id: u64,
    pub number: Option<String>,
    pub fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultTarget {
    Webhooks,
    Messages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    Delay,
    Error,
    Duplicate,
    Reorder,
    Drop,
}
