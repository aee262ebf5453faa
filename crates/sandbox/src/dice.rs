//! Chance that repeats itself: the same seed gives the same delays, lines and faults.

use std::ops::RangeInclusive;
use std::time::Duration;

/// A splitmix64 generator: tiny, and good enough for pauses and choices.
#[derive(Debug, Clone)]
pub(crate) struct Dice {
    state: u64,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Dice for one topic (a chat, a customer), independent of every other topic's rolls.
    pub(crate) fn about(seed: u64, topic: &str) -> Self {
        // FNV-1a, so that the same name gives the same dice on every machine.
        let hash = topic.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self::new(seed ^ hash)
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end`, without `end`; 0 when there is nothing to choose from.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let Ok(end) = u64::try_from(end) else {
            return 0;
        };
        let roll = self.roll().checked_rem(end).unwrap_or(0);
        usize::try_from(roll).unwrap_or(0)
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Whether something of this probability (0 to 1) happens now.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        let roll = u32::try_from(self.roll() >> 32).unwrap_or(u32::MAX);
        f64::from(roll) < probability * (f64::from(u32::MAX) + 1.0)
    }

    pub(crate) fn between(&mut self, range: &RangeInclusive<Duration>) -> Duration {
        let span = range.end().saturating_sub(*range.start());
        let span = u64::try_from(span.as_millis()).unwrap_or(u64::MAX - 1);
        *range.start() + Duration::from_millis(self.roll() % (span + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_rolls_the_same() {
        let rolls = |seed| {
            let mut dice = Dice::about(seed, "chat");
            (0..5).map(|_| dice.below(100)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
    }

    #[test]
    fn certain_and_impossible_are_exact() {
        let mut dice = Dice::new(1);
        assert!((0..1000).all(|_| dice.chance(1.0)));
        assert!((0..1000).all(|_| !dice.chance(0.0)));
    }

    #[test]
    fn a_pause_stays_in_its_range() {
        let mut dice = Dice::new(3);
        let range = Duration::from_millis(200)..=Duration::from_millis(600);
        assert!((0..1000).all(|_| range.contains(&dice.between(&range))));
    }
}
