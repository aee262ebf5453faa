//! The dispatcher: hands queued deliveries to the line's door, one dispatcher a line.
//!
//! A delivery is claimed and marked as being sent before it is handed over, so that a crash in
//! between leaves it *uncertain*, never queued again. [`step`] is one round.

mod dispatcher;
mod outcome;
mod step;

pub use dispatcher::Dispatcher;
pub use step::{Round, step, take_over};
