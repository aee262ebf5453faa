//! What use cases answer with: rows of the inbox as storage reads them.

pub use storage::inbox::{ConversationView, Counts, MessageView, Reaction, Unparsed};
