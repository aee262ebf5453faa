//! The real app over HTTP, on SQLite, or on PostgreSQL where `ALDABA_TEST_DATABASE_URL` says so.

mod api;
mod hooks;
mod live;
