//! How fast a door may send: its bucket of the provider's limit, and its breaker.

use crate::doors::OpenDoor;
use domain::{Admission, Breaker, Bucket, DoorId, Time};
use jiff::SignedDuration;
use storage::Tx;
use storage::inbox::DoorPace;

/// So far ahead messages are claimed, each for its own moment: a claim is a transaction, and one for
/// each message would cost more than the messages.
pub(super) const AHEAD: SignedDuration = SignedDuration::from_millis(50);

/// When messages may leave through a door.
pub(super) enum Slots {
    /// At most so many, the first one at once.
    Some(u32),
    /// None before this moment.
    None { until: Time },
}

pub(super) struct Pace {
    stored: DoorPace,
}

impl Pace {
    pub(super) async fn read(tx: &mut Tx, open: &OpenDoor, now: Time) -> storage::Result<Self> {
        let stored = tx.door_pace(open.id).await?;
        Ok(Self {
            stored: stored.unwrap_or_else(|| fresh(open, now)),
        })
    }

    /// How many may be claimed now, at most `room`.
    pub(super) fn slots(&self, open: &OpenDoor, now: Time, room: u32) -> Slots {
        let at_most = match self.stored.breaker.allows(now) {
            Admission::Free => room,
            Admission::Probe => room.min(1),
            Admission::No { until } => return Slots::None { until },
        };
        let mut bucket = self.stored.bucket;
        let horizon = now.plus(AHEAD);
        let mut count = 0;
        while count < at_most && bucket.next(open.rate, now) <= horizon {
            bucket.debit(open.rate, 1, now);
            count += 1;
        }
        if count == 0 {
            // Not as soon as there is room for one: then each would have a claim of its own.
            return Slots::None {
                until: self.stored.bucket.next(open.rate, now).minus(AHEAD / 2),
            };
        }
        Slots::Some(count)
    }

    /// Takes the moments at which so many leave, and stores what is left.
    pub(super) async fn take(
        mut self,
        tx: &mut Tx,
        open: &OpenDoor,
        now: Time,
        count: usize,
    ) -> storage::Result<Vec<Time>> {
        let mut moments = Vec::with_capacity(count);
        for _ in 0..count {
            moments.push(self.stored.bucket.next(open.rate, now));
            self.stored.bucket.debit(open.rate, 1, now);
        }
        if matches!(self.stored.breaker.allows(now), Admission::Probe) {
            self.stored.breaker.probe_started(now);
        }
        tx.put_door_pace(&self.stored).await?;
        Ok(moments)
    }
}

/// Whether the provider answered, for the breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    Yes,
    No,
}

/// Tells the breaker how attempts fared. Returns whether people see another state now.
pub(super) async fn tell(
    tx: &mut Tx,
    open: &OpenDoor,
    now: Time,
    attempts: &[Answered],
) -> storage::Result<bool> {
    if attempts.is_empty() {
        return Ok(false);
    }
    let stored = tx.door_pace(open.id).await?;
    let mut pace = stored.unwrap_or_else(|| fresh(open, now));
    let before = pace.breaker;
    for attempt in attempts {
        match attempt {
            Answered::Yes => pace.breaker.success(now),
            Answered::No => pace.breaker.failure(now, random(open.id, now)),
        }
    }
    if pace.breaker != before {
        tx.put_door_pace(&pace).await?;
    }
    Ok(pace.breaker.state != before.state)
}

/// What customers wrote counts against the provider's limit too.
pub(crate) async fn debit(
    tx: &mut Tx,
    open: &storage::Door,
    now: Time,
    messages: usize,
) -> storage::Result<()> {
    let Some(mut pace) = tx.door_pace(open.id).await? else {
        // Nothing was ever sent through it.
        return Ok(());
    };
    let rate = domain::limit::throughput(open.throughput.as_deref(), open.coexists);
    pace.bucket
        .debit(rate, u32::try_from(messages).unwrap_or(u32::MAX), now);
    tx.put_door_pace(&pace).await
}

const fn fresh(open: &OpenDoor, now: Time) -> DoorPace {
    DoorPace {
        door_id: open.id,
        bucket: Bucket::full(open.rate, now),
        breaker: Breaker::closed(now),
    }
}

/// The same for the same door and moment, so that a run can be played again.
fn random(door: DoorId, now: Time) -> u64 {
    super::jitter(door.uuid().as_u128(), now.millis())
}
