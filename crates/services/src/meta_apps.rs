//! Meta apps: the owners of the webhook addresses. An organization uses the installation's, or brings
//! its own.

mod create;
mod install;
mod list;
mod update;
mod verify_token;
mod view;

pub use create::{CreateMetaAppError, NewMetaApp, create};
pub use install::{InstallationApp, install};
pub use list::list;
pub use update::{MetaAppChanges, UpdateMetaAppError, update};
pub use view::{MetaAppScope, MetaAppView, webhook_url};
