//! The door against recorded webhooks, and against a Graph on loopback.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod calls;
mod corpus;
mod knocks;
mod odd;
