//! Storage on a real database: SQLite, or PostgreSQL where `ALDABA_TEST_DATABASE_URL` says so.

mod connections;
mod vault;
