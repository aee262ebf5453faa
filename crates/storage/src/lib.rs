//! The only SQL: one text a query, two drivers (SQLite, PostgreSQL).
//!
//! [`Store::begin`] writes and [`Store::read`] reads, each through a [`Tx`] that sees one
//! organization. What must see more than one stands in [`system`]. What knocks is made durable by
//! the [`journal`] before anybody acknowledges it.

mod batch;
mod commit;
mod dialect;
mod error;
mod events;
pub mod journal;
mod migrate;
mod row;
mod settings;
mod store;
pub mod system;
mod tx;
mod vault;

pub use commit::{CommitHook, Committed};
pub use error::{Error, Result};
pub use events::{EventPage, NewEvent};
pub use migrate::SchemaVersion;
pub use settings::{Database, Pools};
pub use store::Store;
pub use system::SystemTx;
pub use tx::Tx;
pub use vault::{InvalidKeys, Kek, KeyRing, Place, Rotated, Scope, Vault};
