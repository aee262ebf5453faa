//! Events as clients follow them: by cursor, in order, without gaps.

use crate::{Cx, Env, Refusal};
use domain::{Event, OrganizationId, Permission};
use storage::{EventPage, Tx};

/// Largest page of [`list`].
pub const MAX_PAGE: i64 = 500;

#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    #[error(
        "the events after this cursor were removed; read the lists again and start from their as_of"
    )]
    CursorTooOld,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for EventsError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Events after a cursor, oldest first.
pub async fn list(cx: &Cx, after: i64, limit: i64) -> Result<Vec<Event>, EventsError> {
    cx.require(Permission::ConversationsRead)?;
    if !(1..=MAX_PAGE).contains(&limit) || after < 0 {
        let detail = format!("use an after of 0 or more and a limit from 1 to {MAX_PAGE}");
        return Err(Refusal::invalid("limit", "out_of_range", detail).into());
    }
    let mut snapshot = snapshot(&cx.env, cx.organization).await?;
    match self::after(&mut snapshot, after, limit).await? {
        Read::Events(events) => Ok(events),
        Read::TooOld => Err(EventsError::CursorTooOld),
    }
}

/// One moment of an organization, in which a page of events and what they are about agree.
pub struct Snapshot(Tx);

impl Snapshot {
    pub const fn tx(&mut self) -> &mut Tx {
        &mut self.0
    }
}

pub async fn snapshot(env: &Env, organization: OrganizationId) -> Result<Snapshot, Refusal> {
    Ok(Snapshot(env.store.read(organization).await?))
}

/// What is after a cursor.
pub enum Read {
    Events(Vec<Event>),
    /// Retention removed some of it.
    TooOld,
}

pub async fn after(snapshot: &mut Snapshot, after: i64, limit: i64) -> Result<Read, Refusal> {
    Ok(match snapshot.0.events_after(after, limit).await? {
        EventPage::Events(events) => Read::Events(events),
        EventPage::TooOld => Read::TooOld,
    })
}

/// The last event's place.
pub async fn last(env: &Env, organization: OrganizationId) -> Result<i64, Refusal> {
    let mut tx = env.store.read(organization).await?;
    Ok(tx.event_seq().await?)
}
