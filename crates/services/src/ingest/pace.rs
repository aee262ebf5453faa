//! The ingest's pace. Acknowledgements come first: where more comes in than can be worked, however
//! hard one tries, the ingest rests between its steps, and catches up when the flood ebbs.

use super::step::STEP;
use std::time::{Duration, Instant};

/// Over so long it is measured what came, and how fast one works.
const WINDOW: Duration = Duration::from_millis(250);
/// More than can be worked by so much is a flood.
const FLOOD: f64 = 1.1;
/// It ebbs below this. Small steps are slower ones: what they can't keep up with, large ones may.
const EBB: f64 = 1.3;
/// A lane that is behind takes more rows a step: those of one thread, and the pages of one index,
/// are then written once for many.
const LARGEST_STEP: u16 = 4 * STEP;
/// Senders who wait less than this need no help.
const WAITS: Duration = Duration::from_millis(2);
/// The rest after a step, in times of the step.
const RESTS: u32 = 6;
const LONGEST_REST: Duration = Duration::from_millis(250);

pub(super) struct Pace {
    since: Instant,
    /// Rows in the journal when the window began.
    before: u64,
    rows: u32,
    worked: Duration,
    flooded: bool,
}

/// What one step was.
pub(super) struct Worked {
    pub(super) rows: usize,
    pub(super) took: Duration,
    /// Rows that the journal has taken by now.
    pub(super) appended: u64,
    /// How long senders wait just now.
    pub(super) strain: Duration,
}

impl Pace {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            since: now,
            before: 0,
            rows: 0,
            worked: Duration::ZERO,
            flooded: false,
        }
    }

    /// A flood is worked in small steps, so that senders never wait long behind one.
    pub(super) const fn largest_step(&self) -> u16 {
        if self.flooded { STEP } else { LARGEST_STEP }
    }

    /// How long to rest after a step.
    pub(super) fn rest(&mut self, now: Instant, step: &Worked) -> Duration {
        self.rows += u32::try_from(step.rows).unwrap_or(u32::MAX);
        self.worked += step.took;
        let over = now.saturating_duration_since(self.since);
        if over >= WINDOW {
            let came = u32::try_from(step.appended - self.before).unwrap_or(u32::MAX);
            let came = f64::from(came) / over.as_secs_f64();
            let works = f64::from(self.rows) / self.worked.as_secs_f64().max(f64::EPSILON);
            let bound = if self.flooded { EBB } else { FLOOD };
            *self = Self {
                before: step.appended,
                flooded: came > works * bound,
                ..Self::new(now)
            };
        }
        if self.flooded && step.strain > WAITS {
            return (step.took * RESTS).min(LONGEST_REST);
        }
        Duration::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// Steps of 50 ms over two seconds; returns the time rested.
    fn rested(rows_of_a_step: usize, came_a_second: u64, strain: Duration) -> Duration {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let (mut at, mut rested) = (Duration::ZERO, Duration::ZERO);
        while at < 2_000 * MS {
            at += 50 * MS;
            let step = Worked {
                rows: rows_of_a_step,
                took: 50 * MS,
                appended: u64::try_from(at.as_millis()).unwrap() * came_a_second / 1_000,
                strain,
            };
            let rest = pace.rest(start + at, &step);
            at += rest;
            rested += rest;
        }
        rested
    }

    #[test]
    fn whoever_keeps_up_never_rests() {
        assert_eq!(rested(256, 5_000, 5 * MS), Duration::ZERO);
    }

    #[test]
    fn a_flood_is_left_to_the_journal() {
        assert!(rested(256, 10_000, 5 * MS) > 1_000 * MS);
    }

    #[test]
    fn what_large_steps_can_keep_up_with_is_no_flood_for_long() {
        assert!(rested(200, 5_000, 5 * MS) < 1_200 * MS);
    }

    #[test]
    fn nobody_who_waits_is_no_reason_to_rest() {
        assert_eq!(rested(256, 10_000, MS), Duration::ZERO);
    }
}
