//! The dispatcher: hands queued deliveries to the line's door, one dispatcher a line.
//!
//! A delivery is claimed and marked as being sent before it is handed over, so that a crash in
//! between leaves it *uncertain*, never queued again. [`step`] is one round.

mod dispatcher;
mod effects;
mod files;
mod letter;
mod outcome;
mod step;

pub use dispatcher::Dispatcher;
pub(crate) use effects::apply as apply_effect;
pub(crate) use letter::recipient;
pub use step::{Round, step, take_over};
