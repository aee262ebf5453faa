//! What a seed does: who writes when, what is answered, what goes wrong.

use super::dice::Dice;
use super::node::LINES;
use super::points::{self, Point};
use super::world::{Fault, faults};
use std::collections::BTreeMap;

pub(super) const CONTACTS: usize = 10;

/// A contact on a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thread {
    pub(super) contact: usize,
    pub(super) line: usize,
}

/// A message that the house will want to send.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) thread: usize,
    pub(super) at: i64,
    /// A program's, with a key that it may use again.
    pub(super) key: Option<String>,
    /// So long after it was accepted.
    pub(super) scheduled: Option<i64>,
}

/// What happens beside the messages.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trouble {
    /// The process crashes at this point, the next time that it comes by.
    Crash(Point),
    /// It stops as it should, and starts again.
    Restart,
    /// It hangs, another one takes over, and it wakes up again.
    Stall,
    /// The clock is set, by so many milliseconds.
    Jump(i64),
    TokenDies(usize),
    TokenIsMended(usize),
    /// A person sends a failed message again.
    Retry,
}

pub(super) struct Plan {
    pub(super) threads: Vec<Thread>,
    pub(super) letters: Vec<Letter>,
    /// Which thread a customer writes to, and when.
    pub(super) written: Vec<(i64, usize)>,
    /// A key is used again.
    pub(super) repeats: Vec<(i64, usize)>,
    pub(super) troubles: Vec<(i64, Trouble)>,
    pub(super) faults: BTreeMap<usize, Fault>,
    /// This line wants what is in doubt sent once more.
    pub(super) resends: Option<usize>,
    /// Nobody else works on the house, as on one machine: who starts has the lines at once, and crashes
    /// the more often.
    pub(super) alone: bool,
}

/// How long the busy part of a run is, in milliseconds.
const BUSY: i64 = 36_000;
/// Crashes of a run, alone and among others. Each of the points has its turn more than a hundred times
/// in a thousand runs.
const CRASHES: i64 = 16;
const CRASHES_AMONG_OTHERS: i64 = 3;
/// The points have their turns in steps of this, so that those of one run lie apart. A prime.
const STRIDE: usize = 37;

impl Plan {
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed);
        let threads = threads();
        let (letters, repeats) = letters(&mut dice, threads.len(), seed);
        let mut written: Vec<(i64, usize)> = (0..threads.len())
            .map(|thread| (dice.between(0, 1_500), thread))
            .collect();
        for _ in 0..dice.between(12, 24) {
            written.push((dice.between(2_000, BUSY), dice.below(threads.len())));
        }
        if dice.once_in(3) {
            // Everybody writes at once.
            let at = dice.between(4_000, BUSY);
            written.extend((0..12).map(|_| (at, dice.below(threads.len()))));
        }
        let count = 5 + dice.below(5);
        let alone = !seed.is_multiple_of(3);
        Self {
            alone,
            faults: faults(&mut dice, count, 40),
            troubles: troubles(&mut dice, seed, alone),
            resends: seed.is_multiple_of(5).then(|| dice.below(LINES)),
            threads,
            letters,
            written,
            repeats,
        }
    }
}

/// Everybody on one line, and two on both.
fn threads() -> Vec<Thread> {
    let one = (0..CONTACTS).map(|contact| Thread {
        contact,
        line: contact % LINES,
    });
    let both = (0..2).map(|contact| Thread {
        contact,
        line: (contact + 1) % LINES,
    });
    one.chain(both).collect()
}

fn letters(dice: &mut Dice, threads: usize, seed: u64) -> (Vec<Letter>, Vec<(i64, usize)>) {
    let mut letters = Vec::new();
    let mut repeats = Vec::new();
    for nth in 0..50 + dice.below(8) {
        let at = dice.between(2_000, BUSY);
        let key = (nth % 4 == 0).then(|| format!("key-{nth}"));
        if key.is_some() && dice.once_in(2) {
            repeats.push((at + dice.between(1, 20_000), nth));
        }
        letters.push(Letter {
            thread: dice.below(threads),
            at,
            key,
            scheduled: (nth % 11 == 5).then(|| dice.between(1_000, 1_800_000)),
        });
    }
    if seed % 4 == 1 {
        // More to one person than Meta lets pass at once.
        let thread = dice.below(threads);
        letters.extend((0..50).map(|_| Letter {
            thread,
            at: dice.between(2_000, 9_000),
            key: None,
            scheduled: None,
        }));
    }
    (letters, repeats)
}

fn troubles(dice: &mut Dice, seed: u64, alone: bool) -> Vec<(i64, Trouble)> {
    let mut troubles = Vec::new();
    let points = points::all();
    let crashes = if alone { CRASHES } else { CRASHES_AMONG_OTHERS };
    for nth in 0..crashes {
        // Every point has its turn, whatever the dice say.
        let turn = i64::try_from(seed).unwrap() * CRASHES + nth;
        let place = usize::try_from(turn).unwrap() * STRIDE;
        // The last ones still have a while in which somebody comes by.
        let apart = BUSY * 3 / 4 / crashes;
        let at = apart * nth + dice.between(0, apart);
        troubles.push((at, Trouble::Crash(points[place % points.len()])));
    }
    if seed % 4 == 1 || dice.once_in(3) {
        troubles.push((dice.between(6_000, BUSY), Trouble::Restart));
    }
    if !alone && !dice.once_in(4) {
        troubles.push((dice.between(4_000, BUSY), Trouble::Stall));
    }
    if dice.once_in(2) {
        let by = match dice.below(3) {
            0 => -dice.between(1, 15_000),
            1 => dice.between(1, 600_000),
            _ => dice.between(1, 10_000),
        };
        troubles.push((dice.between(3_000, BUSY), Trouble::Jump(by)));
    }
    if dice.once_in(3) {
        let (line, at) = (dice.below(LINES), dice.between(3_000, BUSY));
        troubles.push((at, Trouble::TokenDies(line)));
        troubles.push((at + dice.between(500, 20_000), Trouble::TokenIsMended(line)));
    }
    if dice.once_in(2) {
        troubles.push((dice.between(10_000, BUSY + 10_000), Trouble::Retry));
    }
    troubles
}
