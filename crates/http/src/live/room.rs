//! A room: one organization that somebody watches.

use super::frame::{LiveFrame, PresentMember};
use super::presence::Presence;
use axum::extract::ws::Utf8Bytes;
use domain::{ConversationId, MemberId, OrganizationId};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::{broadcast, watch};

/// Pages that a slow socket may be behind before it reads the database by itself.
const BEHIND: usize = 64;

/// A page of events, written as JSON once for every socket.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The page holds every event after `after`, up to `seq`.
    pub(super) after: i64,
    pub(super) seq: i64,
    pub(super) text: Utf8Bytes,
}

pub(super) struct Room {
    pub(super) organization: OrganizationId,
    /// What every socket was told so far.
    told: AtomicI64,
    pages: broadcast::Sender<Page>,
    presence: Mutex<Presence>,
    present: watch::Sender<Utf8Bytes>,
    rights: watch::Sender<()>,
    sockets: AtomicU64,
}

impl Room {
    pub(super) fn new(organization: OrganizationId, seq: i64) -> Self {
        Self {
            organization,
            told: AtomicI64::new(seq),
            pages: broadcast::channel(BEHIND).0,
            presence: Mutex::default(),
            present: watch::channel(text(&LiveFrame::Presence {
                members: Vec::new(),
            }))
            .0,
            rights: watch::channel(()).0,
            sockets: AtomicU64::new(0),
        }
    }

    pub(super) fn told(&self) -> i64 {
        self.told.load(Ordering::Acquire)
    }

    /// Tells every socket.
    pub(super) fn tell(&self, page: Page) {
        self.told.store(page.seq, Ordering::Release);
        // Nobody listening is fine: the room is about to be closed.
        let _ = self.pages.send(page);
    }

    pub(super) fn listen(&self) -> (broadcast::Receiver<Page>, watch::Receiver<Utf8Bytes>) {
        (self.pages.subscribe(), self.present.subscribe())
    }

    /// Says when somebody's session or rights ended here.
    pub(super) fn listen_to_rights(&self) -> watch::Receiver<()> {
        self.rights.subscribe()
    }

    pub(super) fn rights_changed(&self) {
        self.rights.send_replace(());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pages.receiver_count() == 0
    }

    /// A socket came in; programs come without a member and are not shown.
    pub(super) fn enter(&self, member: Option<(MemberId, String)>) -> u64 {
        let socket = self.sockets.fetch_add(1, Ordering::Relaxed);
        if let Some((member, name)) = member {
            self.change(|presence| presence.enter(socket, member, name));
        }
        socket
    }

    pub(super) fn leave(&self, socket: u64) {
        self.change(|presence| presence.leave(socket));
    }

    pub(super) fn put(&self, socket: u64, conversation: Option<ConversationId>, typing: bool) {
        let now = Instant::now();
        self.change(|presence| presence.put(socket, conversation, typing, now));
    }

    /// Typing signs end without anybody saying so.
    pub(super) fn refresh(&self) {
        self.change(|_| {});
    }

    fn change(&self, change: impl FnOnce(&mut Presence)) {
        let members: Vec<PresentMember> = {
            // A panic while the lock was held left a list that is still a list.
            let mut presence = self.presence.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut presence);
            presence.list(Instant::now())
        };
        let frame = text(&LiveFrame::Presence { members });
        self.present.send_if_modified(|shown| {
            let differs = *shown != frame;
            *shown = frame;
            differs
        });
    }
}

/// A frame as the socket sends it.
pub(super) fn text(frame: &LiveFrame) -> Utf8Bytes {
    serde_json::to_string(frame).unwrap_or_default().into()
}
