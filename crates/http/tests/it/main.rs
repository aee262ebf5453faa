//! The real app over HTTP, on SQLite, or on PostgreSQL where `ALDABA_TEST_DATABASE_URL` says so.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod api;
mod health;
mod hooks;
mod live;
mod serve;
mod web_app;
