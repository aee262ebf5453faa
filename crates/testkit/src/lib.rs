//! The real app, its database and a fixed clock, for tests only.

mod app;
mod client;
pub mod damage;
mod database;
pub mod house;
pub mod samples;
mod still;
pub mod webhook;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use database::{Database, tamper_in};
pub use house::{ConnectedLine, House, Person};
pub use sandbox::CustomerMessageKind;
pub use still::Still;
