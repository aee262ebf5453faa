//! Wires the house: the commands of the binary, and the [`Node`] that they and the tests start.

#![expect(
    clippy::print_stdout,
    reason = "what commands answer goes to stdout; logs go to stderr"
)]

pub mod commands;
pub mod http_client;
mod keys_file;
mod logs;
mod measures;
mod memory;
mod node;
mod signals;
mod simulator;
pub mod wiring;
mod work;

pub use node::{Node, Plan};
pub use simulator::SandboxSimulator;
