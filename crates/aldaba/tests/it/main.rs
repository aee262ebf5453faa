//! The real binary, as an operator runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod cli;
mod demo;
mod http_client;
mod keys;
mod process;
mod serve;
