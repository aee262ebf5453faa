//! What use cases answer with: rows of the inbox as storage reads them.

pub use door::Capabilities;
pub use storage::Media;
pub use storage::inbox::{ConversationView, Counts, MessageView, Reaction, Unparsed};
