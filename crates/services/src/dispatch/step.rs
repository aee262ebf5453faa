//! One round of a line's dispatcher: claim, hand over, record.

use super::files;
use super::gate::{Gate, Verdict};
use super::letter::{self, Letter};
use super::outcome;
use super::pace::{Pace, Slots};
use super::routes::{self, Through};
use crate::doors::{OpenDoor, open_doors};
use crate::leases::Held;
use crate::routing::{Router, ledger};
use crate::{Cx, Env};
use domain::{
    DeliveryState, DoorId, DoorState, EventKind, LineId, MessageId, Time, UncertainPolicy,
};
use door::Outcome;
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use storage::inbox::{Delivery, Due};
use storage::{Charge, Line, Tx};

/// Messages handed over at once, each of another conversation.
pub(super) const AT_ONCE: u32 = 128;
/// An earlier message that is tried again this soon holds the later ones of its conversation, which
/// would only meet the same; one that cools for hours holds nobody.
const HOLDS: SignedDuration = SignedDuration::from_mins(20);
/// One whose fate is not known holds them this long.
const DOUBT: SignedDuration = SignedDuration::from_secs(60);
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(1);
/// What others changed meanwhile is found by the next try.
const CONFLICTS: usize = 5;
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub handed_over: usize,
    /// When the line has something to do next.
    pub next_due: Option<Time>,
}

/// A message that is marked as being sent, and the moment at which it leaves.
pub struct Ready {
    letter: Letter,
    open: Arc<OpenDoor>,
    pub at: Time,
}

impl Ready {
    pub const fn message(&self) -> MessageId {
        self.letter.delivery.message_id
    }

    /// The door, and what its provider takes in a second.
    pub(super) fn through(&self) -> (DoorId, u32) {
        (self.open.id, self.open.limit)
    }
}

/// What became of one that left.
pub struct Handed {
    pub(super) delivery: Delivery,
    pub(super) open: Arc<OpenDoor>,
    pub(super) outcome: Outcome,
}

/// What may leave now.
#[derive(Default)]
pub struct Claimed {
    pub ready: Vec<Ready>,
    /// What was due, claimed or not.
    looked_at: usize,
    /// When there may be more.
    pub next_due: Option<Time>,
    /// Whatever is queued, the provider takes no more before `next_due`.
    pub(super) full: bool,
}

/// A new owner of the line: what the one before was sending may or may not have gone out.
pub async fn take_over(env: &Env, line: LineId, held: Held) -> storage::Result<usize> {
    let cx = Cx::system(env, held.organization);
    let failure = outcome::interrupted();
    let mut tx = cx.begin().await?;
    let doubted = tx.queue(line).doubt(held.epoch, &failure).await?;
    for delivery in &doubted {
        tx.emit(cx.event(updated(delivery)));
    }
    tx.commit().await?;
    Ok(doubted.len())
}

/// A whole round, each message at once: for whoever drives the dispatcher by hand.
pub async fn step(env: &Env, line: LineId, held: Held) -> storage::Result<Round> {
    let claimed = claim(env, line, held, AT_ONCE).await?;
    let handed_over = claimed.ready.len();
    if handed_over > 0 {
        let handed = claimed.ready.into_iter().map(|it| hand_over(env, held, it));
        let handed = futures_util::future::join_all(handed).await;
        record(env, held, handed).await?;
    }
    Ok(Round {
        handed_over,
        next_due: claimed.next_due,
    })
}

/// Marks what may leave now as being sent, at most `room` messages.
pub async fn claim(env: &Env, line: LineId, held: Held, room: u32) -> storage::Result<Claimed> {
    let cx = Cx::system(env, held.organization);
    let mut tx = cx.begin().await?;
    tx.queue(line).fence(held.epoch).await?;
    tx.queue(line).ripen(cx.now).await?;
    let mut claimed = Claimed::default();
    let mut router = Router::read(&cx, &mut tx, line).await?;
    resend_doubted(&cx, &mut tx, &router.line).await?;
    let budget = router.book.state();
    let doors = open_doors(env, &tx, &mut router).await?;
    routes::free_the_stuck(&cx, &mut tx, &router, &doors).await?;
    for open in doors {
        // Nothing leaves through a door that somebody must mend first; what is queued waits.
        if open.state != DoorState::NeedsAttention {
            let through = (&mut router, open);
            claim_through(&cx, &mut tx, &mut claimed, through, (held.epoch, room)).await?;
        }
    }
    if router.book.state() != budget {
        tx.emit(cx.event(EventKind::LineUpdated { line_id: line }));
    }
    if claimed.looked_at == 0 {
        let pending = tx.queue(line).pending().await?;
        // What is queued and was not claimed waits for an earlier one of its conversation.
        let soon = pending.queued.then(|| cx.now.plus(LOOK_AGAIN));
        claimed.next_due = [claimed.next_due, pending.next, soon]
            .into_iter()
            .flatten()
            .min();
    } else {
        claimed.next_due = Some(cx.now);
    }
    tx.commit().await?;
    Ok(claimed)
}

/// Claims what may leave through one door.
async fn claim_through(
    cx: &Cx,
    tx: &mut Tx,
    claimed: &mut Claimed,
    (router, open): (&mut Router, Arc<OpenDoor>),
    (epoch, room): (i64, u32),
) -> storage::Result<()> {
    if let Some(until) = router.held_until(open.id) {
        claimed.wait_until(until);
        return Ok(());
    }
    let pace = Pace::read(tx, &open, cx.now).await?;
    let limit = match pace.slots(&open, cx.now, room) {
        Slots::Some(count) => count,
        Slots::None { until } => {
            claimed.full = true;
            claimed.wait_until(until);
            return Ok(());
        }
    };
    let line = router.line.id;
    let due = tx.queue(line).due(open.kind, due(cx, limit)).await?;
    if due.is_empty() {
        return Ok(());
    }
    claimed.looked_at += due.len();
    let letters = letter::read(tx, &open, due).await?;
    let (going, charges) = judge(cx, tx, &open, router, letters).await?;
    if going.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = going.iter().map(|it| it.delivery.message_id).collect();
    tx.queue(line).start(&ids, epoch, cx.now).await?;
    let moments = pace.take(tx, &open, cx.now, going.len()).await?;
    ledger::write(tx, charges).await?;
    for (mut letter, at) in going.into_iter().zip(moments) {
        letter.delivery.state = DeliveryState::Sending;
        letter.delivery.epoch = Some(epoch);
        letter.delivery.attempts += 1;
        letter.delivery.sending_at = Some(cx.now);
        claimed.ready.push(Ready {
            letter,
            open: Arc::clone(&open),
            at,
        });
    }
    Ok(())
}

/// What a round takes of a queue.
pub(super) fn due(cx: &Cx, limit: u32) -> Due {
    Due {
        now: cx.now,
        horizon: cx.now.plus(HOLDS),
        doubt_from: cx.now.minus(DOUBT),
        limit: limit.into(),
    }
}

/// Keeps what may go now through this door, with its charge; what may not goes through another one,
/// or waits, or fails, with the reason.
async fn judge(
    cx: &Cx,
    tx: &mut Tx,
    open: &OpenDoor,
    router: &mut Router,
    letters: Vec<Letter>,
) -> storage::Result<(Vec<Letter>, Vec<Charge>)> {
    let mut gate = Gate::read(cx, tx, open, &letters).await?;
    let (mut going, mut charges) = (Vec::with_capacity(letters.len()), Vec::new());
    let (mut held, mut moved) = (Vec::new(), Vec::new());
    for mut letter in letters {
        let subject = routes::subject(&letter, gate.category(&letter));
        let way = router.route(&subject);
        let verdict = match routes::verdict(cx, open.kind, &way, &subject) {
            Through::Here => gate.judge(tx, &letter).await?,
            Through::Not(verdict) => verdict,
            Through::Another(door) => {
                letter.delivery.door = door;
                moved.push(letter.delivery);
                continue;
            }
        };
        let why = match verdict {
            Verdict::Go => {
                let delivery = &letter.delivery;
                charges.extend(ledger::expect(router, &way, &subject, delivery, cx.now));
                going.push(letter);
                continue;
            }
            Verdict::Wait { until, why } => {
                letter.delivery.state = DeliveryState::Waiting;
                letter.delivery.due_at = until;
                why
            }
            Verdict::Never { why } => {
                letter.delivery.reach(DeliveryState::Failed, cx.now);
                why
            }
        };
        letter.delivery.failure = outcome::stored(&why);
        tx.emit(cx.event(updated(&letter.delivery)));
        held.push(letter.delivery);
    }
    gate.close(tx).await?;
    tx.deliveries().put(&held).await?;
    routes::move_to(tx, &moved).await?;
    Ok((going, charges))
}

/// Where the line wants so, what nobody told anything of for a while is sent once more.
async fn resend_doubted(cx: &Cx, tx: &mut Tx, line: &Line) -> storage::Result<()> {
    if line.uncertain_policy != UncertainPolicy::Resend {
        return Ok(());
    }
    let patience = SignedDuration::from_mins(line.uncertain_after_minutes);
    let since = cx.now.minus(patience);
    let mut again = tx.queue(line.id).doubted(since, AT_ONCE.into()).await?;
    for delivery in &mut again {
        delivery.state = DeliveryState::Queued;
        delivery.failure = None;
        tx.emit(cx.event(updated(delivery)));
    }
    tx.deliveries().put(&again).await
}

impl Ready {
    /// What is told of it if its task ends before it could tell itself.
    pub(super) fn lost(&self) -> Handed {
        Handed {
            delivery: self.letter.delivery.clone(),
            open: Arc::clone(&self.open),
            outcome: Outcome::Uncertain {
                failure: outcome::interruption(),
            },
        }
    }
}

impl Claimed {
    fn wait_until(&mut self, until: Time) {
        self.next_due = Some(self.next_due.map_or(until, |next| next.min(until)));
    }
}

pub async fn hand_over(env: &Env, held: Held, ready: Ready) -> Handed {
    let cx = Cx::system(env, held.organization);
    let Ready {
        mut letter, open, ..
    } = ready;
    let line = letter.delivery.line_id;
    let outcome = match files::provide(&cx, line, &open, &mut letter.fields).await {
        Err(outcome) => outcome,
        Ok(()) => match letter.outbound() {
            Err(failure) => Outcome::Failed { failure },
            Ok(outbound) => {
                let started = std::time::Instant::now();
                let outcome = open.door.send(&open.access, &outbound).await;
                metrics::histogram!("aldaba_send_seconds").record(started.elapsed().as_secs_f64());
                outcome
            }
        },
    };
    Handed {
        delivery: letter.delivery,
        open,
        outcome,
    }
}

/// Records the outcomes. What was handed over must be written down: while the database is away this
/// waits for it, since forgetting would make every one of them uncertain.
pub async fn record(env: &Env, held: Held, handed: Vec<Handed>) -> storage::Result<()> {
    let mut conflicts = 0;
    loop {
        let cx = Cx::system(env, held.organization);
        match outcome::record(&cx, held.epoch, &handed).await {
            Err(storage::Error::Conflict(why)) if conflicts < CONFLICTS => {
                conflicts += 1;
                tracing::debug!(why, "outcomes met another change; trying again");
            }
            Err(error) if error.is_unavailable() => {
                tracing::warn!(error = %error, "outcomes can't be recorded yet; trying again");
                tokio::time::sleep(PAUSE_AFTER_ERROR).await;
            }
            other => return other,
        }
    }
}

pub(super) const fn updated(delivery: &Delivery) -> EventKind {
    EventKind::MessageUpdated {
        message_id: delivery.message_id,
        conversation_id: delivery.conversation_id,
    }
}
