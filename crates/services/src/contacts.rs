//! Contacts: searched, shown with their identities, named, blocked.

mod block;
mod get;
mod list;
mod person;
mod update;

pub use block::{block, unblock};
pub use get::{ContactView, find, get};
pub(crate) use get::{MARKETING, marketing_stopped_at};
pub use list::{ListContacts, list};
pub(crate) use person::{canonical, same_person};
pub use update::update;
