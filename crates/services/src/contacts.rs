//! Contacts: searched, shown with their identities, named.

mod get;
mod list;
mod update;

pub use get::{ContactView, find, get};
pub use list::{ListContacts, list};
pub use update::update;
