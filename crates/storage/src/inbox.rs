//! The inbox: contacts, conversations, tickets, messages and their deliveries.

mod changes;
mod contacts;
mod conversations;
mod dead_letters;
mod deliveries;
mod keys;
mod messages;
mod paces;
mod portfolio;
mod preferences;
mod queue;
mod reactions;
mod statuses;
mod tickets;
mod tray;
mod views;

pub use changes::{Changeable, EarlierText};
pub use contacts::{Contact, Contacts, Identities, Identity, IdentityKey, IdentityKind};
pub(crate) use conversations::like;
pub use conversations::{Conversation, ConversationFilter, Conversations, View};
pub use dead_letters::{
    DeadLetter, DeadLetterCount, DeadLetterFilter, DeadLetters, LettersFrom, MovedLetter,
};
pub use deliveries::{Deliveries, Delivery};
pub use keys::{IdempotencyRecord, MessageKeys};
pub use messages::{MessagePage, MessageRecord, Messages};
pub use paces::{DoorPace, OfferHold, PairPace};
pub use portfolio::PortfolioUse;
pub use preferences::Preference;
pub use queue::{Due, LineQueue, Pending};
pub use reactions::{Reaction, ReactionAuthor, Reactions};
pub use statuses::{EarlyStatus, EarlyStatuses};
pub use tickets::{Ticket, Tickets};
pub use tray::{Tray, Unparsed};
pub use views::{ConversationView, Counts, MessageView, QuotedView};
