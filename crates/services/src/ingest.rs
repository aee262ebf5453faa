//! The ingest: from the journal's raw rows to contacts, conversations, tickets and messages.
//!
//! [`step`] works one batch of one lane in one transaction: rows, events and the lane's position
//! commit together, so that a crash anywhere repeats the batch as if nothing had been done.

mod accounts;
mod batch;
mod changes;
mod conversations;
mod files;
mod lines;
mod messages;
mod names;
mod pace;
mod people;
mod reactions;
mod statuses;
mod step;
mod worker;

pub(crate) use people::refresh_search_key;
pub(crate) use statuses::{apply_early, to_json};
pub use step::{Progress, STEP, step};
pub use worker::Worker;
