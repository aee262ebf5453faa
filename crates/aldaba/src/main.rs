//! The binary: one file a command; it wires everything.

fn main() {}
