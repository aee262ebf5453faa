//! Webhooks: what the provider posts, made durable before it is acknowledged.

mod receive;
mod router;
mod table;

pub use receive::{ReceiveError, Received, Receiver, receive, verify_subscription};
pub use router::Router;
