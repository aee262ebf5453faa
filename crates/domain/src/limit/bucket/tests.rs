//! Buckets under any sequence of takes, under flood, throttle and a clock that goes back.

use super::*;
use proptest::prelude::*;

const TEN_A_SECOND: Rate = Rate::per_second(10_000, 5_000);
const ONE_IN_SIX_SECONDS: Rate = Rate::one_every(6_000, 45_000);

fn at(millis: i64) -> Time {
    Time::from_millis(1_800_000_000_000 + millis)
}

fn rates() -> impl Strategy<Value = Rate> {
    prop_oneof![
        Just(ONE_IN_SIX_SECONDS),
        (1..2_000_000_i64, 0..50_000_i64).prop_map(|(rate, burst)| Rate::per_second(rate, burst)),
        (1..20_000_i64, 0..50_000_i64).prop_map(|(pause, burst)| Rate::one_every(pause, burst)),
    ]
}

/// Whether no window of time saw more than a burst and what the rate brings in it, where each
/// moment may be so many milliseconds late.
fn keeps(rate: Rate, taken: &[(i64, u32)], late: i64) -> bool {
    (0..taken.len()).all(|first| {
        let mut sum = 0;
        taken[first..].iter().all(|(millis, count)| {
            sum += i64::from(*count);
            let window = millis - taken[first].0 + late;
            sum * TOKEN * rate.span <= rate.burst * rate.span + rate.gain * window
        })
    })
}

proptest! {
    #[test]
    fn no_window_sees_more_than_a_burst_and_the_rate(
        rate in rates(),
        steps in proptest::collection::vec((0..3_000_i64, 0..120_u32), 1..60),
    ) {
        let mut bucket = Bucket::full(rate, at(0));
        let mut now = 0;
        let mut taken = Vec::new();
        for (pause, wanted) in steps {
            now += pause;
            taken.push((now, bucket.take(rate, wanted, at(now))));
        }
        prop_assert!(keeps(rate, &taken, 0));
    }

    #[test]
    fn what_is_planned_ahead_keeps_the_rate_to_the_millisecond(
        rate in (2_000..2_000_000_i64).prop_map(|rate| Rate::per_second(rate, 1_500)),
        pauses in proptest::collection::vec(0..400_i64, 1..20),
    ) {
        let mut bucket = Bucket::full(rate, at(0));
        let mut now = 0;
        let mut planned = Vec::new();
        for pause in pauses {
            now += pause;
            for _ in 0..20 {
                let next = bucket.next(rate, at(now));
                if next > at(now + 500) {
                    break;
                }
                bucket.debit(rate, 1, at(now));
                planned.push((next.millis(), 1));
            }
        }
        prop_assert!(planned.is_sorted());
        prop_assert!(keeps(rate, &planned, 1));
    }

    #[test]
    fn the_next_token_is_there_when_it_was_said_and_not_before(
        rate in rates(),
        level in -100_000..100_000_i64,
        pause in -5_000..5_000_i64,
    ) {
        let bucket = Bucket { level, at: at(0) };
        let next = bucket.next(rate, at(pause));
        prop_assert!(next >= at(pause));
        prop_assert!(bucket.available(rate, next) >= 1);
        let before = next.minus(SignedDuration::from_millis(1));
        prop_assert!(next == at(pause) || bucket.available(rate, before) == 0);
    }

    #[test]
    fn a_clock_that_goes_back_brings_nothing_and_takes_nothing(
        rate in rates(),
        taken in 0..50_u32,
        back in 1..3_600_000_i64,
    ) {
        let mut bucket = Bucket::full(rate, at(0));
        bucket.take(rate, taken, at(0));
        let left = bucket.available(rate, at(0));
        prop_assert_eq!(bucket.available(rate, at(-back)), left);
        prop_assert_eq!(bucket.take(rate, 0, at(-back)), 0);
        prop_assert_eq!(bucket.available(rate, at(0)), left);
    }
}

#[test]
fn nothing_is_rounded_away_in_a_day() {
    let mut bucket = Bucket::full(ONE_IN_SIX_SECONDS, at(0));
    let mut taken = 0;
    for now in (0..=86_400_000).step_by(625) {
        taken += bucket.take(ONE_IN_SIX_SECONDS, 45, at(now));
    }
    assert_eq!(taken, 45 + 86_400 / 6);
}

#[test]
fn a_full_bucket_fills_no_further() {
    let bucket = Bucket::full(TEN_A_SECOND, at(0));
    assert_eq!(bucket.available(TEN_A_SECOND, at(1_000_000)), 5);
    assert_eq!(bucket.next(TEN_A_SECOND, at(1_000_000)), at(1_000_000));
}

#[test]
fn a_faster_or_slower_rate_takes_over_what_is_there() {
    let mut bucket = Bucket::full(TEN_A_SECOND, at(0));
    let slower = Rate::per_second(1_000, 2_000);
    assert_eq!(bucket.available(slower, at(0)), 2);
    assert_eq!(bucket.take(TEN_A_SECOND, 9, at(0)), 5);
    assert_eq!(bucket.next(slower, at(0)), at(1_000));
}

#[test]
fn a_flood_of_customers_silences_a_line_for_a_moment_only() {
    let mut bucket = Bucket::full(TEN_A_SECOND, at(0));
    bucket.debit(TEN_A_SECOND, 7, at(0));
    assert_eq!(bucket.next(TEN_A_SECOND, at(0)), at(300));
    bucket.debit(TEN_A_SECOND, 100_000, at(0));
    assert_eq!(bucket.available(TEN_A_SECOND, at(0)), 0);
    // A burst of 5, a second of 10 and the token itself, at ten a second.
    assert_eq!(bucket.next(TEN_A_SECOND, at(0)), at(1_600));
}

#[test]
fn a_throttle_empties_the_bucket_and_is_never_shortened() {
    let mut bucket = Bucket::full(TEN_A_SECOND, at(0));
    bucket.drain(at(0), at(30_000));
    bucket.drain(at(0), at(2_000));
    assert_eq!(bucket.available(TEN_A_SECOND, at(29_999)), 0);
    assert_eq!(bucket.take(TEN_A_SECOND, 5, at(10_000)), 0);
    assert_eq!(bucket.next(TEN_A_SECOND, at(10_000)), at(30_100));
    assert_eq!(bucket.available(TEN_A_SECOND, at(30_500)), 5);
}

#[test]
fn a_throttle_that_is_over_changes_nothing() {
    let mut bucket = Bucket::full(TEN_A_SECOND, at(0));
    bucket.drain(at(5_000), at(5_000));
    assert_eq!(bucket, Bucket::full(TEN_A_SECOND, at(0)));
}

#[test]
fn a_bucket_from_years_ahead_does_not_block_for_years() {
    let ahead = at(4 * 365 * 86_400_000);
    let mut bucket = Bucket {
        level: 0,
        at: ahead,
    };
    assert_eq!(bucket.next(TEN_A_SECOND, at(0)), at(100));
    assert_eq!(bucket.take(TEN_A_SECOND, 1, at(0)), 0);
    assert_eq!(bucket.take(TEN_A_SECOND, 1, at(100)), 1);
    bucket.drain(at(100), ahead);
    assert!(bucket.next(TEN_A_SECOND, at(100)) <= at(100 + 86_400_000 + 100));
}

#[test]
fn any_stored_numbers_are_survived() {
    for level in [i64::MIN, -1, i64::MAX] {
        for moment in [i64::MIN, 0, i64::MAX] {
            let mut bucket = Bucket {
                level,
                at: Time::from_millis(moment),
            };
            let rate = Rate::per_second(i64::MAX, i64::MAX);
            bucket.take(rate, u32::MAX, at(0));
            bucket.debit(TEN_A_SECOND, u32::MAX, at(0));
            bucket.drain(at(0), Time::from_millis(moment));
            assert!(bucket.next(rate, at(0)) >= at(0));
        }
    }
}
