//! Meta's limits on sending: how fast a line may send, how fast to one person, to how many people.

mod bucket;

pub use bucket::{Bucket, Rate};

/// How fast a line may send to one person: a message each six seconds, and 45 at once
/// (Meta: pair rate limits, 2026-09).
pub const PAIR: Rate = Rate::one_every(6_000, 45_000);

/// How many messages a second Meta lets pass on one number, in and out together, by its word for
/// the number's level (Meta: throughput, 2026-09). A number in coexistence has its own limit
/// whatever its level, and a word that we don't know promises no more than the usual.
pub fn messages_a_second(level: Option<&str>, coexistence: bool) -> u32 {
    match level {
        _ if coexistence => 20,
        Some("HIGH") => 1000,
        Some(_) | None => 80,
    }
}

/// The rate at which we send under that limit `L`: 96.5 % of it, with a burst of 1 token and 1 %
/// of it. The arithmetic, which is the same for every limit:
///
/// - Any second sees at most `1 + 0.01 L + 0.965 L` messages, a whole number below `L + 1`: 20 of
///   20, 79 of 80, 976 of 1000.
/// - What is left of `L + 1` is `0.025 L`: messages may close up by `0.025 / 0.965` s, which is
///   25 ms, on their way to Meta before it sees one too many.
/// - Beyond the one token that goes, the bucket holds `0.01 L`: whoever takes may come
///   `0.01 / 0.965` s, which is 10 ms, after [`Bucket::next`] without losing any of the 96.5 %.
///   Whoever can't should plan ahead: see [`Bucket::debit`].
pub fn throughput(level: Option<&str>, coexistence: bool) -> Rate {
    let limit = i64::from(messages_a_second(level, coexistence));
    Rate::per_second(limit * 965, 1_000 + limit * 10)
}

/// How many people a portfolio may write to first within 24 hours, counted back from each moment,
/// over all of its lines (Meta: messaging limits, 2026-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// None where there is no limit, or none that we know of.
    pub users_a_day: Option<u32>,
    /// Whether Meta's word is one that we know.
    pub known: bool,
}

impl Tier {
    /// From Meta's word, as `TIER_2K`.
    pub fn of(word: &str) -> Self {
        let limited = |users: u32| Self {
            users_a_day: Some(users),
            known: true,
        };
        match word {
            "TIER_50" => limited(50),
            "TIER_250" => limited(250),
            "TIER_1K" => limited(1_000),
            "TIER_2K" => limited(2_000),
            "TIER_10K" => limited(10_000),
            "TIER_100K" => limited(100_000),
            "TIER_UNLIMITED" | "UNLIMITED" => Self {
                users_a_day: None,
                known: true,
            },
            _ => Self {
                users_a_day: None,
                known: false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Time;

    const LIMITS: [(Option<&str>, bool, usize); 3] = [
        (Some("HIGH"), true, 20),
        (Some("STANDARD"), false, 80),
        (Some("HIGH"), false, 1000),
    ];

    fn at(millis: i64) -> Time {
        Time::from_millis(1_800_000_000_000 + millis)
    }

    /// When somebody sends within a minute who takes all that is there, so many milliseconds after
    /// each moment that the bucket names.
    fn a_minute(rate: Rate, late: i64) -> Vec<i64> {
        let mut bucket = Bucket::full(rate, at(0));
        let mut now = 0;
        let mut sent = Vec::new();
        while now < 60_000 {
            for _ in 0..bucket.take(rate, 1000, at(now)) {
                sent.push(now);
            }
            now = late + bucket.next(rate, at(now)).millis() - at(0).millis();
        }
        sent
    }

    /// The most that any window of so many milliseconds sees, both of its ends counted.
    fn fullest(window: i64, sent: &[i64]) -> usize {
        let last = |first: i64| sent.partition_point(|it| *it <= first + window);
        let seen = sent
            .iter()
            .enumerate()
            .map(|(nth, first)| last(*first) - nth);
        seen.max().unwrap()
    }

    #[test]
    fn metas_level_and_coexistence_decide_the_limit() {
        for (level, coexistence, limit) in LIMITS {
            let found = usize::try_from(messages_a_second(level, coexistence)).unwrap();
            assert_eq!(found, limit);
        }
        for level in [None, Some("NOT_APPLICABLE"), Some("a word of 2028")] {
            assert_eq!(messages_a_second(level, false), 80);
        }
    }

    #[test]
    fn no_second_is_overfull_and_a_minute_is_used() {
        for (level, coexistence, limit) in LIMITS {
            for late in [0, 1, 5, 9] {
                let sent = a_minute(throughput(level, coexistence), late);
                assert!(fullest(1_000, &sent) <= limit, "{limit}, {late} ms late");
                let used = sent.len() * 1000 / (limit * 60);
                assert!(used >= 960, "{limit}, {late} ms late: {used} in 1000");
            }
        }
    }

    #[test]
    fn messages_that_close_up_on_their_way_keep_the_limit() {
        for (level, coexistence, limit) in LIMITS {
            let sent = a_minute(throughput(level, coexistence), 0);
            // What arrives within a second left here within the second and its delay.
            assert!(fullest(1_025, &sent) <= limit, "{limit}");
        }
    }

    #[test]
    fn a_pair_may_burst_and_then_waits_six_seconds() {
        let mut bucket = Bucket::full(PAIR, at(0));
        assert_eq!(bucket.take(PAIR, 60, at(0)), 45);
        assert_eq!(bucket.next(PAIR, at(0)), at(6_000));
        assert_eq!(bucket.take(PAIR, 60, at(6_000)), 1);
        assert_eq!(bucket.take(PAIR, 60, at(11_999)), 0);
    }

    #[test]
    fn a_tier_says_how_many_people_a_day() {
        for (word, users) in [
            ("TIER_50", 50),
            ("TIER_250", 250),
            ("TIER_1K", 1_000),
            ("TIER_2K", 2_000),
            ("TIER_10K", 10_000),
            ("TIER_100K", 100_000),
        ] {
            assert_eq!(Tier::of(word).users_a_day, Some(users), "{word}");
            assert!(Tier::of(word).known);
        }
        for word in ["TIER_UNLIMITED", "UNLIMITED"] {
            assert!(Tier::of(word).known && Tier::of(word).users_a_day.is_none());
        }
        assert!(!Tier::of("TIER_5M").known);
        assert_eq!(Tier::of("").users_a_day, None);
    }
}
