//! Queues: a team's line of tickets, and what a message after a resolved ticket does.

mod list;
mod update;

pub use list::list;
pub use storage::Queue;
pub use update::{QueueChanges, update};
