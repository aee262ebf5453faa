//! Signals between nodes: in process.
