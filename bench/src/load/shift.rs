//! What the connections of a load share, and the work of each.

use super::outcome::Tally;
use super::{Pace, Spec};
use crate::traffic::{Dice, Traffic};
use crate::wire::{Connection, Hook};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a connection waits before it is opened again.
const PAUSE: Duration = Duration::from_millis(20);
/// A redelivery is of one of so many last webhooks.
const RECENT: u32 = 4_000;

pub(super) struct Shift {
    spec: Spec,
    traffic: Arc<Traffic>,
    hook: Hook,
    began: Instant,
    /// The next place in the schedule of an open loop.
    place: AtomicU32,
    /// The next number that nobody has sent.
    next: AtomicU32,
    /// Numbers that were sent and not acknowledged: Meta sends those again.
    again: Mutex<VecDeque<u32>>,
    stopped: AtomicBool,
    acknowledged: AtomicU64,
    refused: AtomicU64,
    /// Nanoseconds from the start to the last acknowledgement.
    last: AtomicU64,
}

/// A connection's own room.
struct Desk {
    connection: Option<Connection>,
    dice: Dice,
    body: Vec<u8>,
    request: Vec<u8>,
    tally: Tally,
}

impl Shift {
    pub(super) fn new(spec: Spec, traffic: Arc<Traffic>, hook: Hook) -> Self {
        Self {
            spec,
            traffic,
            hook,
            began: Instant::now(),
            place: AtomicU32::new(0),
            next: AtomicU32::new(spec.first),
            again: Mutex::new(VecDeque::new()),
            stopped: AtomicBool::new(false),
            acknowledged: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            last: AtomicU64::new(0),
        }
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// The number that the next webhook would get.
    pub(super) fn issued(&self) -> u32 {
        self.next.load(Ordering::Relaxed)
    }

    /// From the start to the last acknowledgement.
    pub(super) fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.last.load(Ordering::Relaxed))
    }

    pub(super) async fn work(self: Arc<Self>, seat: u32) -> Tally {
        let mut desk = Desk {
            connection: None,
            dice: Dice::new(u64::from(seat) ^ (u64::from(self.spec.first) << 32)),
            body: Vec::with_capacity(2_048),
            request: Vec::with_capacity(2_048),
            tally: Tally::default(),
        };
        while let Some(due) = self.due() {
            let number = self.choose(&mut desk.dice);
            self.hook
                .write(&self.traffic, number, &mut desk.body, &mut desk.request);
            if due > Instant::now() {
                tokio::time::sleep_until(due).await;
            }
            self.send(&mut desk, number, due).await;
        }
        desk.tally
    }

    /// When the next webhook must leave; none when the load is over.
    fn due(&self) -> Option<Instant> {
        let due = match self.spec.pace {
            Pace::Open { per_second } => {
                let place = self.place.fetch_add(1, Ordering::Relaxed);
                let nanos = u64::from(place) * 1_000_000_000 / u64::from(per_second.max(1));
                self.began + Duration::from_nanos(nanos)
            }
            Pace::Closed => Instant::now(),
        };
        let over = self.stopped.load(Ordering::Relaxed) || due >= self.began + self.spec.lasting;
        (!over).then_some(due)
    }

    fn choose(&self, dice: &mut Dice) -> u32 {
        let next = self.issued();
        if next == self.spec.first || !dice.strikes(self.spec.redeliveries) {
            return self.next.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(number) = self
            .again
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
        {
            return number;
        }
        let back = 1 + dice.below(RECENT.min(next - self.spec.first));
        next - back
    }

    async fn send(&self, desk: &mut Desk, number: u32, due: Instant) {
        let Ok(status) = self.exchange(desk).await else {
            desk.connection = None;
            desk.tally.broken += 1;
            self.keep(number);
            return tokio::time::sleep(PAUSE).await;
        };
        desk.tally.count(status);
        if status != 200 {
            self.refused
                .fetch_add(u64::from(status >= 500), Ordering::Relaxed);
            self.keep(number);
            return;
        }
        desk.tally.acknowledge(number, due.elapsed());
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
        let nanos = u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.last.fetch_max(nanos, Ordering::Relaxed);
    }

    async fn exchange(&self, desk: &mut Desk) -> std::io::Result<u16> {
        let connection = match &mut desk.connection {
            Some(connection) => connection,
            none => none.insert(Connection::open(&self.hook.address).await?),
        };
        Ok(connection.exchange(&desk.request).await?.status)
    }

    fn keep(&self, number: u32) {
        self.again
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(number);
    }
}
