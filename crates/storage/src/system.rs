//! The exceptions: queries that see the whole installation, not one organization.

mod api_tokens;
mod invitations;
mod lanes;
mod links;
mod organizations;
mod retention;
mod routes;
mod sessions;
mod users;

pub use api_tokens::TokenOwner;
pub use invitations::OpenedInvitation;
pub use lanes::{LanePosition, LineHome};
pub use links::{Link, Links};
pub use retention::Aging;
pub use routes::Route;
pub use sessions::{Session, Sessions, SignedIn};
pub use users::{Membership, PasswordHash, User, Users};

use crate::tx::Conn;
use crate::{CommitHook, Result};

/// A transaction of the installation. Whoever asks for one says why at the call.
pub struct SystemTx {
    pub(crate) conn: Conn,
    hook: Option<CommitHook>,
}

impl SystemTx {
    pub(crate) fn new(conn: Conn, hook: Option<CommitHook>) -> Self {
        Self { conn, hook }
    }

    pub async fn commit(self) -> Result<()> {
        self.conn.commit().await
    }
}
