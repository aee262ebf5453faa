//! What clients see, as JSON: the same for an answer of the API and for a frame of the live socket.

mod capabilities;
mod contact;
mod conversation;
mod line;
mod media;
mod message;
mod money;
mod text3;

pub(crate) use contact::Contact;
pub(crate) use conversation::Conversation;
pub(crate) use line::Line;
pub(crate) use media::Media;
pub(crate) use message::Message;
pub(crate) use money::Money;
pub(crate) use text3::Text3;
