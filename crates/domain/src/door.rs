//! Doors: the ways to reach a line.

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
