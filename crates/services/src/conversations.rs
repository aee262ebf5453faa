//! Conversations: the lists of the inbox, one thread, opening one by number, what was read.

mod count;
mod get;
mod list;
mod mark;
mod open;

pub use count::{AllCounts, count};
pub use get::get;
pub(crate) use get::view;
pub(crate) use list::search_text;
pub use list::{ListConversations, ListView, list};
pub use mark::{Marked, mark_read, mark_unread};
pub use open::{OpenConversation, OpenError, With, open};
