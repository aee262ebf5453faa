//! Each step of a breaker, and what must not move it.

use super::*;

fn at(seconds: i64) -> Time {
    Time::from_seconds(1_800_000_000 + seconds)
}

/// Opened at `at(0)` until `at(5)`.
fn opened() -> Breaker {
    let mut breaker = Breaker::closed(at(-100));
    for _ in 0..FAILURES {
        breaker.failure(at(0), u64::MAX);
    }
    breaker
}

/// With an attempt out since `at(5)`.
fn probing() -> Breaker {
    let mut breaker = opened();
    assert!(breaker.probe_started(at(5)));
    breaker
}

#[test]
fn five_failures_in_a_row_open_it() {
    let mut breaker = Breaker::closed(at(0));
    for _ in 1..FAILURES {
        breaker.failure(at(1), 0);
        assert_eq!(breaker.allows(at(1)), Admission::Free);
    }
    breaker.failure(at(2), u64::MAX);
    assert_eq!(breaker.state, BreakerState::Open);
    assert_eq!(breaker.since, at(2));
    assert_eq!(breaker.allows(at(2)), Admission::No { until: at(7) });
}

#[test]
fn a_success_between_failures_keeps_it_closed() {
    let mut breaker = Breaker::closed(at(0));
    for _ in 0..20 {
        breaker.failure(at(1), 0);
        breaker.failure(at(1), 0);
        breaker.success(at(1));
    }
    assert_eq!(breaker, Breaker::closed(at(0)));
}

#[test]
fn what_was_under_way_when_it_opened_does_not_prolong_it() {
    let mut breaker = opened();
    breaker.failure(at(3), u64::MAX);
    assert_eq!(breaker.until, Some(at(5)));
    assert_eq!(breaker.opened, 1);
}

#[test]
fn a_late_success_closes_it() {
    let mut breaker = opened();
    breaker.success(at(3));
    assert_eq!(breaker, Breaker::closed(at(3)));
}

#[test]
fn after_the_pause_one_attempt_goes_and_no_second() {
    let mut breaker = opened();
    assert_eq!(breaker.allows(at(4)), Admission::No { until: at(5) });
    assert!(!breaker.probe_started(at(4)));
    assert_eq!(breaker.allows(at(5)), Admission::Probe);
    assert!(breaker.probe_started(at(5)));
    assert_eq!(breaker.state, BreakerState::HalfOpen);
    assert_eq!(breaker.allows(at(6)), Admission::No { until: at(65) });
    assert!(!breaker.probe_started(at(6)));
}

#[test]
fn an_attempt_that_succeeds_closes_it() {
    let mut breaker = probing();
    breaker.success(at(6));
    assert_eq!(breaker, Breaker::closed(at(6)));
    assert_eq!(breaker.allows(at(6)), Admission::Free);
    assert!(!breaker.probe_started(at(6)));
}

#[test]
fn each_attempt_that_fails_opens_it_for_twice_as_long() {
    let mut breaker = opened();
    let mut now = at(5);
    for pause in [10, 20, 40, 80, 160, 300, 300, 300] {
        assert!(breaker.probe_started(now));
        breaker.failure(now, u64::MAX);
        assert_eq!(breaker.state, BreakerState::Open);
        assert_eq!(
            breaker.until,
            Some(now.plus(SignedDuration::from_secs(pause)))
        );
        now = breaker.until.unwrap();
    }
    assert!(breaker.probe_started(now));
    breaker.success(now);
    for _ in 0..FAILURES {
        breaker.failure(now, u64::MAX);
    }
    assert_eq!(breaker.until, Some(now.plus(SHORTEST)));
}

#[test]
fn an_attempt_whose_owner_died_does_not_block_for_ever() {
    let mut breaker = probing();
    assert_eq!(breaker.allows(at(64)), Admission::No { until: at(65) });
    assert_eq!(breaker.allows(at(65)), Admission::Probe);
    assert!(breaker.probe_started(at(65)));
    assert_eq!(breaker.allows(at(66)), Admission::No { until: at(125) });
    assert_eq!(breaker.since, at(5));
    breaker.success(at(67));
    assert_eq!(breaker.allows(at(67)), Admission::Free);
}

#[test]
fn doors_that_fell_together_come_back_apart() {
    let mut early = probing();
    let mut late = probing();
    early.failure(at(5), 0);
    late.failure(at(5), u64::MAX);
    assert_eq!(early.until, Some(at(13)));
    assert_eq!(late.until, Some(at(15)));
}

#[test]
fn a_breaker_from_years_ahead_lets_an_attempt_through() {
    let mut breaker = opened();
    breaker.until = Some(at(1_000_000));
    assert_eq!(breaker.allows(at(0)), Admission::Probe);
    breaker.until = None;
    assert_eq!(breaker.allows(at(0)), Admission::Probe);
}

#[test]
fn only_what_concerns_the_door_counts() {
    for (status, code) in [
        (None, None),
        (Some(502), None),
        (Some(500), Some(131_000)),
        (Some(400), Some(131_016)),
        (None, Some(2)),
        (None, Some(131_057)),
    ] {
        assert!(Breaker::counts(status, code), "{status:?} {code:?}");
    }
    for (status, code) in [
        (Some(400), Some(131_026)),
        (Some(400), Some(131_056)),
        (Some(401), Some(190)),
        (Some(429), None),
        (None, Some(131_047)),
    ] {
        assert!(!Breaker::counts(status, code), "{status:?} {code:?}");
    }
}
