//! Events: what happened in an organization, in an order without gaps, read by cursor.

use crate::batch::insert_rows;
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{Actor, Event, EventKind, Origin, Time};

/// An event that the next commit writes.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub at: Time,
    pub actor: Actor,
    pub request_id: Option<String>,
    pub origin: Origin,
    pub kind: EventKind,
}

row! {
    struct EventRow {
        seq: i64,
        at: Time,
        payload: String,
        actor: String,
        request_id: Option<String>,
        origin: Origin,
    }
}

impl TryFrom<EventRow> for Event {
    type Error = Error;
    fn try_from(row: EventRow) -> Result<Self> {
        let corrupt = |error: serde_json::Error| Error::Corrupt {
            what: "event",
            why: format!("{}: {error}", row.seq),
        };
        Ok(Self {
            seq: row.seq,
            at: row.at,
            actor: serde_json::from_str(&row.actor).map_err(corrupt)?,
            request_id: row.request_id,
            origin: row.origin,
            kind: serde_json::from_str(&row.payload).map_err(corrupt)?,
        })
    }
}

/// A page of events after a cursor.
#[derive(Debug)]
pub enum EventPage {
    Events(Vec<Event>),
    /// There is no unbroken row of events from the cursor on: read everything again.
    TooOld,
}

struct Prepared<'a> {
    seq: i64,
    payload: String,
    actor: String,
    event: &'a NewEvent,
}

impl Tx {
    pub(crate) async fn insert_events(&mut self, after: i64, events: &[NewEvent]) -> Result<()> {
        let organization = self.organization;
        let unwritable = |error: serde_json::Error| Error::Corrupt {
            what: "event",
            why: error.to_string(),
        };
        let mut rows = Vec::with_capacity(events.len());
        for (seq, event) in (after + 1..).zip(events) {
            rows.push(Prepared {
                seq,
                payload: serde_json::to_string(&event.kind).map_err(unwritable)?,
                actor: serde_json::to_string(&event.actor).map_err(unwritable)?,
                event,
            });
        }
        insert_rows!(
            self,
            "INSERT INTO events (organization_id, seq, at, payload, actor, request_id, origin)",
            &rows,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.seq)
                    .push_bind(row.event.at)
                    .push_bind(&row.payload)
                    .push_bind(&row.actor)
                    .push_bind(row.event.request_id.as_deref())
                    .push_bind(row.event.origin)
            },
            ""
        );
        Ok(())
    }

    /// The sequence that this transaction's snapshot stands at.
    pub async fn event_seq(&mut self) -> Result<i64> {
        let seq = on!(self, |db| sqlx::query_scalar(
            "SELECT event_seq FROM counters WHERE organization_id = $1",
        )
        .bind(self.organization)
        .fetch_optional(db)
        .await)?;
        seq.ok_or(Error::NotFound("organization"))
    }

    /// Events after `after`, oldest first.
    pub async fn events_after(&mut self, after: i64, limit: i64) -> Result<EventPage> {
        let rows: Vec<EventRow> = on!(self, |db| sqlx::query_as(
            "SELECT seq, at, payload, actor, request_id, origin FROM events
             WHERE organization_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(self.organization)
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await)?;
        // A gap is a row that retention took. A cursor from the future is of a database that was
        // restored since. Either way the reader must start again.
        let follows = if rows.is_empty() {
            self.event_seq().await? == after
        } else {
            (after + 1..).zip(&rows).all(|(seq, row)| row.seq == seq)
        };
        if !follows {
            return Ok(EventPage::TooOld);
        }
        let events = rows
            .into_iter()
            .map(Event::try_from)
            .collect::<Result<_>>()?;
        Ok(EventPage::Events(events))
    }
}
