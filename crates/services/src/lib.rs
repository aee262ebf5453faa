//! Use cases, one file a verb. Each takes a [`Cx`] first, and is one transaction.

pub mod clock;
pub mod contacts;
pub mod conversations;
pub mod cx;
mod doors;
pub mod dispatch;
pub mod env;
pub mod ingest;
pub mod jobs;
pub mod leases;
pub mod messages;
pub mod page;
pub mod people;
pub mod refusal;
pub mod retention;
pub mod sandbox;
pub mod tickets;

pub use clock::Clock;
pub use cx::{Caller, Cx};
pub use env::{Env, Settings};
pub use refusal::{FieldError, Refusal};
