//! What an organization spends: the sums of the ledger, and what other choices would have cost.

mod report;
mod simulate;

pub use report::{SpendQuery, SpendReport, Total, report};
pub use simulate::{Scenario, SimulateError, Simulation, SimulationLine, Sum, simulate};
pub use storage::SpendSum;
