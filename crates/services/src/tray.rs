//! The tray: what came in and could not be read, for those who may look.

use crate::page::{self, Page};
use crate::{Cx, Refusal};
use domain::{DoorKind, Origin, Permission, UnparsedId};
use door::Knock;
use storage::inbox::Unparsed;
use storage::journal::{Lane, NewRow};

#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    #[error("this version still can't read it; it stays in the tray")]
    StillUnreadable,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for RetryError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Newest first.
pub async fn list(
    cx: &Cx,
    limit: Option<i64>,
    cursor: Option<&str>,
) -> Result<Page<Unparsed>, Refusal> {
    cx.require(Permission::RawView)?;
    let limit = page::limit(limit)?;
    let before = cursor
        .map(page::read_cursor::<UnparsedId>)
        .transpose()?
        .map(|(_, id)| id);
    let mut tx = cx.read().await?;
    let rows = tx.tray().list(before, limit + 1).await?;
    let as_of = tx.event_seq().await?;
    let (data, next_cursor) = page::cut(rows, limit, |row| page::cursor("", row.id));
    Ok(Page {
        data,
        next_cursor,
        as_of,
    })
}

/// Gives an entry to the ingest once more. It is told as something that happened before: it opens
/// no ticket and counts as read.
pub async fn retry(cx: &Cx, id: UnparsedId) -> Result<(), RetryError> {
    cx.require(Permission::RawView)?;
    let mut tx = cx.begin().await?;
    let entry = tx.tray().get(id).await?;
    let readable = cx
        .env
        .doors
        .get(DoorKind::Cloud)
        .and_then(|door| door.read(&entry.body).ok())
        .is_some_and(|knocks| knocks.iter().any(is_understood));
    let (Some(line), true) = (entry.line_id, readable) else {
        return Err(RetryError::StillUnreadable);
    };
    // First into the journal, then out of the tray: a crash in between repeats it, and the keys of
    // its messages let no double through.
    let row = NewRow {
        lane: Lane::LineLive(line),
        organization: Some(cx.organization),
        origin: Origin::Replay,
        received_at: cx.now,
        body: entry.body,
    };
    cx.env.store.journal().append(vec![row]).await?;
    tx.tray().remove(id).await?;
    tx.commit().await?;
    Ok(())
}

const fn is_understood(knock: &Knock) -> bool {
    !matches!(knock, Knock::Unreadable(_) | Knock::Other { .. })
}
