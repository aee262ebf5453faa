//! Messages: a thread's pages, sending, what to do with one that failed, typing.

mod allowed;
mod claim;
pub mod dead_letters;
mod edit;
mod failed;
mod files;
mod full;
mod list;
mod quote;
mod raw;
mod react;
mod send;
mod template;
mod typing;
mod why;

pub use door::Explanation;
pub use edit::{MessageChange, When, edit};
pub use failed::{FailedError, Retry, discard, leave, retry};
pub use full::{FullMessage, Withheld, full};
pub use list::{ListMessages, MessagesPage, list};
pub use quote::{Intent, QuotedOption, QuotedRoute, quote};
pub use raw::raw;
pub(crate) use react::BUSINESS;
pub use send::{Accepted, SendError, SendMessage, What, send};
pub use template::{UseTemplate, WhichTemplate};
pub use typing::typing;
pub use why::{Why, why};
