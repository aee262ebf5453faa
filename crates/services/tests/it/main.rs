//! The way in and the way out, step by step, on a real database and with Meta's other side.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod blocking;
mod changes;
mod content;
mod damage;
mod dead_letters;
mod desk;
mod dispatch;
mod doubles;
mod engine;
mod failures;
mod health;
mod jobs;
mod meta;
mod order;
mod payloads;
mod people;
mod phone;
mod reactions;
mod refusals;
mod routing;
mod second_door;
mod send;
mod simulation;
mod statuses;
mod tickets;
