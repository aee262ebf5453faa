//! What is seen of every message after every step, and whether it may be so.

use domain::{DeliveryState, MessageId, Time};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use storage::inbox::Delivery;

/// An earlier message that cools holds the later ones if it is tried again this soon.
const HOLDS: SignedDuration = SignedDuration::from_mins(20);
/// One in doubt holds them this long.
const DOUBT: SignedDuration = SignedDuration::from_secs(60);

/// A message that was accepted, as it was seen last.
pub(super) struct Watched {
    pub(super) letter: usize,
    pub(super) thread: usize,
    pub(super) line: usize,
    pub(super) met: Met,
    /// A person sent it again.
    pub(super) by_hand: bool,
    pub(super) seen: Delivery,
}

/// How a message stood when it was seen first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    Queued,
    /// For a later moment.
    Scheduled,
    /// Its acceptance was not answered, and it left before anybody asked again: who let it pass was not
    /// seen.
    Gone,
}

impl Met {
    pub(super) const fn of(state: DeliveryState) -> Self {
        match state {
            DeliveryState::Queued => Self::Queued,
            DeliveryState::Waiting => Self::Scheduled,
            DeliveryState::Sending
            | DeliveryState::Uncertain
            | DeliveryState::Sent
            | DeliveryState::Delivered
            | DeliveryState::Read
            | DeliveryState::Played
            | DeliveryState::Failed
            | DeliveryState::Discarded => Self::Gone,
        }
    }
}

#[derive(Default)]
pub(super) struct Watch {
    pub(super) all: Vec<Watched>,
    pub(super) problems: Vec<String>,
    /// How often anything was seen to change.
    pub(super) changes: usize,
    /// Pairs of letters of which the later one went first, and might.
    pub(super) overtook: BTreeSet<(usize, usize)>,
    /// This line sends again what is in doubt.
    pub(super) resends: Option<usize>,
}

impl Watch {
    pub(super) fn ids(&self) -> Vec<MessageId> {
        self.all.iter().map(|it| it.seen.message_id).collect()
    }

    /// Those that have not left yet, or of which nobody knows.
    pub(super) fn open(&self) -> Vec<MessageId> {
        let open = self.all.iter().filter(|it| {
            let state = it.seen.state;
            !DeliveryState::Uncertain.moves_to(state) || state == DeliveryState::Uncertain
        });
        open.map(|it| it.seen.message_id).collect()
    }

    pub(super) fn letter(&self, id: MessageId) -> Option<usize> {
        let found = self.all.iter().find(|it| it.seen.message_id == id);
        found.map(|it| it.letter)
    }

    pub(super) fn of_letter(&mut self, letter: usize) -> Option<&mut Watched> {
        self.all.iter_mut().find(|it| it.letter == letter)
    }

    /// Takes in what the database says now; returns what is new of it, in words.
    pub(super) fn see(&mut self, mut found: Vec<Delivery>, now: Time) -> Vec<String> {
        let mut changed = Vec::new();
        for (place, watched) in self.all.iter().enumerate() {
            let id = watched.seen.message_id;
            match found.iter().position(|it| it.message_id == id) {
                None => {}
                Some(at) if found[at] == watched.seen => {}
                Some(at) => changed.push((place, found.swap_remove(at))),
            }
        }
        let mut news = Vec::new();
        for (place, next) in &changed {
            news.extend(self.compare(*place, next, now));
        }
        // Only now: what was seen before the step decides what might be done in it.
        self.changes += changed.len();
        for (place, next) in changed {
            self.all[place].seen = next;
        }
        news
    }

    fn compare(&mut self, place: usize, next: &Delivery, now: Time) -> Option<String> {
        let watched = &self.all[place];
        let letter = watched.letter;
        let (before, after) = (watched.seen.state, next.state);
        let may_resend = self.resends == Some(watched.line);
        if before != after && !may_follow(watched, next, may_resend) {
            let problem = format!("m{letter} went from {before} to {after}");
            self.problems.push(problem);
        }
        if !is_explained(next, watched.met == Met::Scheduled) {
            self.problems
                .push(format!("m{letter} is {after} and nobody says why"));
        }
        if after == DeliveryState::Sending && before != DeliveryState::Sending {
            self.judge_turn(place, now);
        }
        (before != after || self.all[place].seen.due_at != next.due_at).then(|| word(letter, next))
    }

    /// It is claimed: whatever stands before it in its conversation must not hold it.
    fn judge_turn(&mut self, place: usize, now: Time) {
        let mine = &self.all[place];
        let mut problems = Vec::new();
        let mut overtook = Vec::new();
        for earlier in &self.all {
            let before = earlier.seen.conversation_id == mine.seen.conversation_id
                && earlier.seen.position < mine.seen.position;
            if !before {
                continue;
            }
            if holds(&earlier.seen, now) {
                problems.push(format!(
                    "m{} was claimed while m{} before it was {}",
                    mine.letter, earlier.letter, earlier.seen.state
                ));
            }
            overtook.push((mine.letter, earlier.letter));
        }
        self.problems.extend(problems);
        self.overtook.extend(overtook);
    }
}

fn word(letter: usize, next: &Delivery) -> String {
    let due = if next.state == DeliveryState::Waiting {
        format!(" until {}", next.due_at.millis())
    } else {
        String::new()
    };
    format!("m{letter} {}{due}", next.state)
}

fn holds(earlier: &Delivery, now: Time) -> bool {
    match earlier.state {
        DeliveryState::Queued | DeliveryState::Sending => true,
        DeliveryState::Waiting if earlier.failure.is_some() => earlier.due_at <= now.plus(HOLDS),
        DeliveryState::Waiting => earlier.due_at <= now,
        DeliveryState::Uncertain => earlier.sending_at.is_some_and(|at| at > now.minus(DOUBT)),
        DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Read
        | DeliveryState::Played
        | DeliveryState::Failed
        | DeliveryState::Discarded => false,
    }
}

/// Whether the second may be seen after the first, one step later.
fn may_follow(watched: &Watched, next: &Delivery, may_resend: bool) -> bool {
    use DeliveryState::{
        Delivered, Discarded, Failed, Played, Queued, Read, Sending, Sent, Uncertain, Waiting,
    };
    let after = next.state;
    let before = &watched.seen;
    // A status may be of an attempt before somebody sent it again.
    let tried = before.attempts > 0 || watched.by_hand;
    let told = matches!(after, Sent | Delivered | Read | Played);
    match before.state {
        Queued | Waiting => match after {
            Queued | Waiting | Sending | Failed => true,
            Uncertain | Sent | Delivered | Read | Played | Discarded => told && tried,
        },
        // Back to the queue, with the reason, where the line was at fault.
        Sending => {
            told || matches!(after, Waiting | Uncertain | Failed)
                || (after == Queued && next.failure.is_some())
        }
        Uncertain => {
            told || after == Failed || (may_resend && matches!(after, Queued | Sending | Waiting))
        }
        Sent | Failed | Delivered | Read | Played | Discarded => before.state.moves_to(after),
    }
}

fn is_explained(delivery: &Delivery, scheduled: bool) -> bool {
    match delivery.state {
        DeliveryState::Uncertain | DeliveryState::Failed => delivery.failure.is_some(),
        DeliveryState::Waiting => scheduled || delivery.failure.is_some(),
        DeliveryState::Queued
        | DeliveryState::Sending
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Read
        | DeliveryState::Played
        | DeliveryState::Discarded => true,
    }
}
