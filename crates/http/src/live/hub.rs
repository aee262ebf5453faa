//! The hub: reads the events of every watched organization once, and tells its room.

use super::frame::LiveFrame;
use super::render::render;
use super::room::{Page, Room, text};
use domain::OrganizationId;
use services::bus::{Heard, Signal};
use services::events::{self, Read};
use services::{Env, Refusal};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// A lost signal costs at most this.
const POLL: Duration = Duration::from_secs(1);
/// Events of one frame.
const PAGE: i64 = 200;

/// The rooms of this node.
#[derive(Default)]
pub struct Hub {
    rooms: Mutex<HashMap<OrganizationId, Arc<Room>>>,
}

impl Hub {
    /// Follows the bus until the process stops.
    pub async fn run(self: Arc<Self>, env: Env, stop: CancellationToken) {
        let mut signals = env.bus.subscribe();
        let mut due: HashSet<OrganizationId> = HashSet::new();
        let mut tick = tokio::time::interval(POLL);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = tick.tick() => self.look_everywhere(&mut due),
                heard = signals.next() => match heard {
                    Heard::Signal(Signal::Events { organization, .. }) => { due.insert(organization); }
                    Heard::Signal(
                        Signal::Member { organization, .. } | Signal::Token { organization, .. },
                    ) => self.look_at_rights(Some(organization)),
                    Heard::Signal(Signal::Line(_) | Signal::Jobs | Signal::Routes) => {}
                    Heard::Missed => {
                        self.look_everywhere(&mut due);
                        self.look_at_rights(None);
                    }
                    Heard::Closed => return,
                },
            }
            for organization in due.drain() {
                let Some(room) = self.find(organization) else {
                    continue;
                };
                if let Err(error) = advance(&env, &room).await {
                    tracing::warn!(error = %error, "events can't be read now; sockets wait");
                }
            }
        }
    }

    /// Every room; rooms without sockets are closed.
    fn look_everywhere(&self, due: &mut HashSet<OrganizationId>) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, room| Arc::strong_count(room) > 1 || !room.is_empty());
        for room in rooms.values() {
            room.refresh();
        }
        due.extend(rooms.keys());
    }

    /// Sockets of the organization, or of every one, ask whether they may stay.
    fn look_at_rights(&self, organization: Option<OrganizationId>) {
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let concerned = rooms.values().filter(|room| {
            organization.is_none_or(|organization| organization == room.organization)
        });
        concerned.for_each(|room| room.rights_changed());
    }

    fn find(&self, organization: OrganizationId) -> Option<Arc<Room>> {
        self.rooms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&organization)
            .cloned()
    }

    /// The organization's room, opened at `seq` where nobody was in it.
    pub(super) fn room(&self, organization: OrganizationId, seq: i64) -> Arc<Room> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms
            .entry(organization)
            .or_insert_with(|| Arc::new(Room::new(organization, seq)));
        Arc::clone(room)
    }
}

/// Tells a room what it was not told yet.
async fn advance(env: &Env, room: &Room) -> Result<(), Refusal> {
    while !room.is_empty() {
        let told = room.told();
        match page(env, room.organization, told).await? {
            Some(page) if page.seq > told => room.tell(page),
            Some(_) => return Ok(()),
            None => {
                // Retention overtook the room: every socket finds out by the gap and starts anew.
                let seq = events::last(env, room.organization).await?;
                room.tell(Page {
                    after: seq,
                    seq,
                    text: text(&LiveFrame::Events {
                        seq,
                        events: Vec::new(),
                    }),
                });
            }
        }
    }
    Ok(())
}

/// The events after a place, ready to be sent; `None` where they were removed already.
pub(super) async fn page(
    env: &Env,
    organization: OrganizationId,
    after: i64,
) -> Result<Option<Page>, Refusal> {
    let mut snapshot = events::snapshot(env, organization).await?;
    let Read::Events(events) = events::after(&mut snapshot, after, PAGE).await? else {
        return Ok(None);
    };
    let seq = events.last().map_or(after, |event| event.seq);
    let events = render(env, &mut snapshot, events).await?;
    Ok(Some(Page {
        after,
        seq,
        text: text(&LiveFrame::Events { seq, events }),
    }))
}
