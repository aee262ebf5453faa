//! Messages: a thread's pages, sending, what to do with one that failed, typing.

mod failed;
mod full;
mod list;
mod raw;
mod send;
mod typing;

pub use door::Explanation;
pub use failed::{FailedError, discard, retry};
pub use full::{FullMessage, full};
pub use list::{ListMessages, MessagesPage, list};
pub use raw::raw;
pub use send::{Accepted, SendError, SendText, send};
pub use typing::typing;
