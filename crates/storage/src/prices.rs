//! Prices: what each message costs, the sums of it, own rates, and what a line may spend.

mod budgets;
mod charges;
mod rate_cards;
mod spend;

pub use budgets::Budget;
pub use charges::Charge;
pub use rate_cards::StoredCard;
pub use spend::{SpendChange, SpendFilter, SpendKey, SpendSum, Spent};
