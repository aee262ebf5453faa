//! Storage on a real database: SQLite, or PostgreSQL where `ALDABA_TEST_DATABASE_URL` says so.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod backup;
mod connections;
mod dead_letters;
mod deliveries;
mod events;
mod everything;
mod health;
mod house;
mod isolation;
mod journal;
mod keys;
mod lists;
mod migrations;
mod people;
mod rows;
mod transactions;
mod vault;
mod work;
