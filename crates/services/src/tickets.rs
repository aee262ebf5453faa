//! Tickets: assigned, resolved, reopened.

mod assign;
mod resolve;

pub use assign::{AssignError, assign};
pub use resolve::{TicketError, reopen, resolve};
