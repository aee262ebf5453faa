//! What Meta posts to us. Whatever is unknown is kept raw and never an error.

pub mod body;
pub mod change;
pub mod envelope;
pub mod message;
pub mod signature;
pub mod status;

pub use body::Body;
pub use change::{Change, Content};
pub use envelope::{MalformedEnvelope, RawChange};
pub use message::InboundMessage;
pub use status::{Status, StatusKind};
