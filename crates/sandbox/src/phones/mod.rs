//! The customers' phones: what they show, and what is written on them.

mod answer;
mod brain;
mod cast;
mod compose;
mod file;
mod letter;
mod lines;
pub(crate) mod script;
mod system;
mod view;
mod wish;
mod write;

pub use cast::cast;
pub(crate) use file::put_file;
pub(crate) use letter::Letter;
pub use view::{BusinessView, ChatView};
pub(crate) use view::{chat, is_open};
pub use wish::{CustomerMessageKind, CustomerRef, SendAsCustomer};
pub(crate) use write::{mark_played, mark_read, send_as_customer, write};

/// Why something can't be done on a phone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("the sandbox has no number with the id {0}; add it first")]
    UnknownNumber(String),
    #[error("nobody on the sandbox is {0}; write as them first")]
    UnknownCustomer(String),
    #[error("this chat has no message {0}; take an id from the chat")]
    UnknownMessage(String),
    #[error("the sandbox has no file {0}; upload it first")]
    UnknownMedia(String),
    #[error("{0}")]
    Invalid(&'static str),
}
