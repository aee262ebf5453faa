//! The exceptions: queries that see the whole installation, not one organization.

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
