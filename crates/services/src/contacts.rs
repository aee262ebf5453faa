//! Contacts: searched, shown with their identities, named.

mod get;
mod list;
mod update;

pub use get::{ContactView, get};
pub use list::{ListContacts, list};
pub use update::update;
