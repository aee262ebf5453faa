//! Messages of ours: accepted over the API, taken by a simulated Meta that outlives the server, and
//! both compared with the database.

mod books;
mod meta;
mod office;
mod stage;

pub(crate) use books::{Books, Open};
pub(crate) use meta::{Taken, fullest_second};
pub(crate) use office::{Office, Plan, Tally};
pub(crate) use stage::Stage;

/// What message `nth` says, and what its key is.
pub(crate) fn text(nth: u32) -> String {
    format!("respuesta-{nth}")
}

/// The number of the message that says this.
pub(crate) fn number(text: &str) -> Option<u32> {
    text.strip_prefix("respuesta-")?.parse().ok()
}
