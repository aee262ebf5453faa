//! Message templates: listing, creating, editing, deleting, and Meta's review.

mod check;
mod check_buttons;
mod create;
mod delete;
mod edit;
mod list;
mod news;
mod review;
mod variables;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use edit::{edit, unpause};
pub(crate) use list::{list, one};
pub use review::Verdict;
pub(crate) use review::{change, review_now};
pub(crate) use variables::variables;
