//! The only SQL: one text a query, two drivers (SQLite, PostgreSQL).
//!
//! [`Store::begin`] writes and [`Store::read`] reads, each through a [`Tx`] that sees one
//! organization. What must see more than one stands in [`system`]. What knocks is made durable by
//! the [`journal`] before anybody acknowledges it.

mod alone;
mod api_tokens;
pub mod backup;
mod batch;
mod commit;
mod dialect;
mod doors;
mod error;
mod events;
pub mod health;
mod holds;
pub mod inbox;
mod invitations;
mod jobs;
pub mod journal;
mod lanes;
mod lines;
mod look_up;
mod media;
mod members;
mod meta_apps;
mod migrate;
mod organizations;
mod prices;
mod queues;
mod row;
mod settings;
mod sharing;
mod store;
pub mod system;
mod templates;
mod token_hash;
mod tx;
mod vault;
mod warnings;

pub use alone::Alone;
pub use api_tokens::{ApiToken, ApiTokens};
pub use commit::{CommitHook, Committed};
pub use doors::{Door, Doors};
pub use error::{Error, Result};
pub use events::{EventPage, NewEvent};
pub use holds::{Hold, Holds};
pub use invitations::{Invitation, Invitations};
pub use jobs::Job;
pub use lanes::Lanes;
pub use lines::{Line, Lines};
pub use media::{Carrier, Media, MediaFiles};
pub use members::{Member, Members, NewMember};
pub use meta_apps::{MetaApp, MetaApps};
pub use migrate::SchemaVersion;
pub use organizations::{Organization, Organizations};
pub use prices::{Budget, Charge, SpendChange, SpendFilter, SpendKey, SpendSum, Spent, StoredCard};
pub use queues::{Queue, Queues};
pub use settings::{Database, Pools};
pub use store::Store;
pub use system::SystemTx;
pub use templates::{Template, TemplateFilter, TemplateOfMessage, TemplateUsage, Templates};
pub use token_hash::TokenHash;
pub use tx::Tx;
pub use vault::{InvalidKeys, Kek, KeyRing, Place, Rotated, Scope, Signer, Vault};
pub use warnings::{Warning, Warnings};
