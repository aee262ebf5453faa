//! TestApp, samples and a fixed clock, for tests only.

mod database;

pub use database::Database;
