//! Templates: what Meta reviews before it may be sent. Read from the provider, written here.

mod change;
mod create;
mod lint;
mod list;
mod news;
mod provider;
mod remove;
mod samples;
mod sync;

pub use change::{ChangeTemplate, change};
pub use create::{CreateTemplate, create};
pub use domain::template::{Draft, Finding, Severity};
pub use lint::lint;
pub use list::{ListTemplates, TemplateView, get, list};
pub(crate) use news::apply;
pub use provider::TemplateError;
pub use remove::remove;
pub use storage::{Template, TemplateUsage};
pub(crate) use sync::sync_line;
pub use sync::{Synced, sync};
