//! How long to wait before the next attempt, so that many that failed together don't come together.

use jiff::SignedDuration;
use std::time::Duration;

/// What an attempt waits for where the provider asks for nothing: 1 s, 2 s, 4 s … on average.
const USUAL: Backoff = Backoff {
    base: SignedDuration::from_secs(1),
    cap: SignedDuration::from_hours(1),
    floor: SignedDuration::from_millis(200),
};
/// Later attempts wait no longer than this one.
const LAST: i64 = 20;

/// A pause that doubles from one attempt to the next, with full jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    pub base: SignedDuration,
    /// No pause is longer, but for the floor.
    pub cap: SignedDuration,
    /// No pause is shorter.
    pub floor: SignedDuration,
}

impl Backoff {
    /// Any time between the floor and `base * 2^attempt`, each as likely. The first attempt that
    /// failed is number 1, so that the pause after it is the base on average.
    pub fn pause(self, attempt: u32, random: u64) -> SignedDuration {
        let doubled = self.base.saturating_mul(2_i32.saturating_pow(attempt));
        between(self.floor, doubled.min(self.cap), random)
    }
}

/// What the provider asks for before the same is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Asked {
    #[default]
    Nothing,
    AtLeast(SignedDuration),
    /// The powers of this one, as 4 s, 16 s, 64 s …
    Powers(SignedDuration),
}

impl Asked {
    /// From what is known of an error: its pause, and whether that multiplies with itself.
    pub fn new(pause: Option<Duration>, grows: bool) -> Self {
        let Some(pause) = pause else {
            return Self::Nothing;
        };
        let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
        if grows {
            Self::Powers(pause)
        } else {
            Self::AtLeast(pause)
        }
    }

    /// The pause after so many attempts.
    pub fn pause(self, attempts: i64, random: u64) -> SignedDuration {
        let nth = u32::try_from(attempts.clamp(1, LAST)).unwrap_or(1);
        match self {
            Self::Nothing => USUAL.pause(nth, random),
            Self::AtLeast(floor) => Backoff { floor, ..USUAL }.pause(nth, random),
            // It concerns one conversation, whose messages wait for each other: nobody to scatter.
            Self::Powers(base) => {
                let seconds = base.as_secs().saturating_pow(nth);
                SignedDuration::from_secs(seconds).clamp(USUAL.floor, USUAL.cap)
            }
        }
    }
}

/// Any time from `low` to `high`, to the millisecond, as `random` is from 0 to its largest; `low`
/// where they are the wrong way around.
pub(crate) fn between(low: SignedDuration, high: SignedDuration, random: u64) -> SignedDuration {
    let width = high.saturating_sub(low).as_millis().max(0);
    let width = u64::try_from(width).unwrap_or(u64::MAX);
    let offset = (u128::from(random) * (u128::from(width) + 1)) >> 64;
    let offset = i64::try_from(offset).unwrap_or(i64::MAX);
    low.saturating_add(SignedDuration::from_millis(offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn seconds(seconds: i64) -> SignedDuration {
        SignedDuration::from_secs(seconds)
    }

    #[test]
    fn a_pause_may_be_anything_up_to_twice_the_one_before() {
        for (attempts, most) in [(1, 2), (2, 4), (3, 8), (6, 64), (12, 3600), (99, 3600)] {
            assert_eq!(Asked::Nothing.pause(attempts, 0), USUAL.floor);
            assert_eq!(Asked::Nothing.pause(attempts, u64::MAX), seconds(most));
            let middle = Asked::Nothing.pause(attempts, u64::MAX / 2);
            let off = middle - seconds(most) / 2;
            assert!(off.abs() <= USUAL.floor, "{attempts}: {middle:?}");
        }
    }

    #[test]
    fn a_pair_that_goes_too_fast_waits_for_powers_of_four() {
        let asked = Asked::new(Some(Duration::from_secs(4)), true);
        let pauses = [4, 16, 64, 256, 1024, 3600, 3600].map(seconds);
        for (attempts, pause) in (1..).zip(pauses) {
            assert_eq!(asked.pause(attempts, 0), pause);
            assert_eq!(asked.pause(attempts, u64::MAX), pause);
        }
    }

    #[test]
    fn a_person_who_got_enough_is_left_alone_for_a_day() {
        let asked = Asked::new(Some(Duration::from_hours(24)), false);
        for attempts in [1, 6, i64::MAX] {
            assert!(asked.pause(attempts, 0) >= DAY);
            assert!(asked.pause(attempts, u64::MAX) >= DAY);
        }
    }

    #[test]
    fn nobody_comes_before_the_moment_that_was_asked_for() {
        let asked = Asked::new(Some(Duration::from_secs(3)), false);
        assert_eq!(asked.pause(1, u64::MAX), seconds(3));
        assert_eq!(asked.pause(3, 0), seconds(3));
        assert_eq!(asked.pause(3, u64::MAX), seconds(8));
    }

    #[test]
    fn where_nothing_is_asked_for_nothing_grows() {
        assert_eq!(Asked::new(None, true), Asked::Nothing);
        assert_eq!(Asked::new(None, false), Asked::default());
    }

    proptest! {
        #[test]
        fn a_pause_stays_within_its_bounds(
            base in 0..10_000_000_i64,
            cap in 0..10_000_000_i64,
            floor in 0..10_000_000_i64,
            attempt: u32,
            random: u64,
        ) {
            let [base, cap, floor] = [base, cap, floor].map(SignedDuration::from_millis);
            let pause = Backoff { base, cap, floor }.pause(attempt, random);
            prop_assert!(floor <= pause);
            prop_assert!(pause <= cap.max(floor));
        }

        #[test]
        fn no_number_makes_a_pause_overflow(low: i64, high: i64, attempts: i64, random: u64) {
            let [low, high] = [low, high].map(SignedDuration::from_secs);
            let pause = between(low, high, random);
            prop_assert!(low <= pause);
            let pause = Asked::new(Some(Duration::MAX), random % 2 == 0).pause(attempts, random);
            prop_assert!(pause >= seconds(3600));
        }
    }
}
