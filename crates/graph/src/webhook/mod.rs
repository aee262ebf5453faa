//! What Meta posts to us. Whatever is unknown is kept raw and never an error.

pub mod account;
pub mod body;
pub mod change;
pub mod envelope;
pub mod history;
pub mod message;
pub mod people;
pub mod signature;
pub mod status;
pub mod template;

pub use body::Body;
pub use change::{Change, Content, fields};
pub use envelope::{MalformedEnvelope, RawChange};
pub use message::InboundMessage;
pub use status::{Pricing, Status, StatusKind};
