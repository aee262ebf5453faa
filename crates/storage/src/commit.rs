//! What the rest of the house is told after a commit.

use domain::{LineId, OrganizationId};
use std::sync::Arc;

/// What a committed transaction left to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    pub organization: OrganizationId,
    /// The last event, where there was any.
    pub event_seq: Option<i64>,
    /// Lines with something new to send.
    pub lines: Vec<LineId>,
    /// Whether jobs became due.
    pub jobs: bool,
    /// Whether lines, doors or apps changed, so that routes must be read again.
    pub routes: bool,
}

/// Called after each commit that left something to look at. A lost call costs a poll, nothing more.
pub type CommitHook = Arc<dyn Fn(&Committed) + Send + Sync>;
