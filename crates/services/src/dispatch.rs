//! The dispatcher: hands queued deliveries to the line's door, one dispatcher a line.
//!
//! A delivery is claimed and marked as being sent before it is handed over, so that a crash in
//! between leaves it *uncertain*, never queued again. [`step`] is one round.

mod departures;
mod dispatcher;
mod effects;
mod files;
mod gate;
mod letter;
mod outcome;
mod pace;
mod routes;
mod step;

pub use dispatcher::Dispatcher;
pub(crate) use effects::apply as apply_effect;
pub(crate) use letter::recipient;
pub(crate) use pace::debit;
pub use step::{Round, step, take_over};

/// The parts of a round, for a simulation that does something else in between.
#[doc(hidden)]
pub mod parts {
    pub use super::step::{Claimed, Handed, Ready, claim, hand_over, record};
}

/// A number that scatters what would otherwise come together; the same for the same thing and time, so
/// that a run can be played again.
fn jitter(of: u128, turn: i64) -> u64 {
    let folded = of ^ (of >> 64);
    let mixed = (folded ^ u128::from(turn.unsigned_abs())) & u128::from(u64::MAX);
    // Steele, Lea, Flood: SplitMix64, whose every bit depends on every other.
    let mut x = u64::try_from(mixed).unwrap_or_default();
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
