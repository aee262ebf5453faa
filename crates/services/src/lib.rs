//! Use cases, one file a verb. Each takes a [`Cx`] first, and is one transaction.

pub mod blobs;
pub mod clock;
pub mod contacts;
pub mod conversations;
pub mod cx;
pub mod dispatch;
mod doors;
pub mod env;
pub mod events;
mod fields;
pub mod health;
pub mod ingest;
pub mod jobs;
pub mod leases;
pub mod lines;
pub mod media;
pub mod messages;
pub mod meta_apps;
pub mod page;
pub mod people;
pub mod queues;
pub mod refusal;
pub mod retention;
pub mod sandbox;
pub mod templates;
pub mod tickets;
pub mod tray;
pub mod views;
pub mod webhooks;

pub use bus;
pub use clock::Clock;
pub use cx::{Caller, Cx};
pub use door::Secret;
pub use env::{Env, Settings};
pub use refusal::{FieldError, Refusal};
