//! Meta's Graph API: wire types, client, webhook types, error table.

pub mod client;
pub mod errors;
mod json;
pub mod wamid;
pub mod webhook;
mod words;

pub use client::{AccessToken, ApiError, Graph, GraphError};
