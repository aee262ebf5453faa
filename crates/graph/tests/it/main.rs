//! The crate against recorded webhooks, mutations of them, and a server that plays Graph.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

extern crate aldaba_graph as graph;

mod client;
mod corpus;
mod expectations;
mod mutations;
mod outline;
mod properties;
mod speed;
