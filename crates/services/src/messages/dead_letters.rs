//! Dead letters: what did not arrive, over all lines, and what is done about many at once.

mod act;
mod count;
mod dismiss;
mod list;
mod retry;

pub use act::{Bulk, Done, MAX_AT_ONCE, WhichLetters};
pub use count::{CauseCount, LetterCounts, MOST_COUNTED, count};
pub use dismiss::{dismiss, restore};
pub use list::{DeadLetter, ListDeadLetters, list};
pub use retry::retry;
pub use storage::inbox::{DeadLetter as Letter, DeadLetterFilter};
