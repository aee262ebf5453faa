//! Routing: through which door a message goes, what it costs there, and the ledger that keeps both.

mod book;
pub(crate) mod ledger;
mod refusal;
mod router;

pub(crate) use book::{PriceBook, budget_state, cards};
pub(crate) use refusal::{Hindrance, hindrance};
pub(crate) use router::{Routed, Router, Subject};
