//! The way in and the way out, step by step, on a real database and with Meta's other side.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod content;
mod desk;
mod dispatch;
mod doubles;
mod failures;
mod meta;
mod order;
mod people;
mod reactions;
mod send;
mod statuses;
mod tickets;
