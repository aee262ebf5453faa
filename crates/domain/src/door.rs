//! Doors: the ways to reach a line.

use crate::Time;
use serde::{Deserialize, Serialize};

crate::words::words! {
    /// One way to reach a line.
    DoorKind, "door" {
        Cloud = "cloud",
        Lite = "lite",
    }
}

crate::words::words! {
    /// How a door is, as people see it.
    DoorState, "state of a door" {
        Connected = "connected",
        Pending = "pending",
        NeedsAttention = "needs_attention",
        Disabled = "disabled",
    }
}

/// What the provider said when a door was last asked in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorProblem {
    /// The provider's code; 0 where it gave none.
    pub code: i64,
    pub subcode: Option<i64>,
    pub kind: Option<String>,
    pub message: String,
    pub details: Option<String>,
    pub trace_id: Option<String>,
    pub at: Time,
}
