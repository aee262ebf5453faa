//! Lines: the numbers that customers write to, and the doors that lead to them.

mod budget;
mod connect;
mod get;
mod list;
mod proof;
mod test;
mod update;
mod view;

pub use budget::{BudgetView, SetBudget, remove_budget, set_budget};
pub use connect::{ConnectError, NewLine, connect};
pub use get::get;
pub use list::list;
pub use proof::ProofError;
pub use test::{TestFailure, TestReport, test};
pub use update::{LineChanges, UpdateLineError, update};
pub use view::{DoorView, HistoryView, LineView, ProblemView, QueueName, WebhookAddress};
