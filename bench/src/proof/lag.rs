//! How far the conversations are behind the journal, sampled from the side while a load runs.

use crate::database::{Database, Ids, Standing};
use anyhow::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Often enough to see a lag of a tenth of a second, rarely enough to cost nothing.
const EVERY: Duration = Duration::from_millis(50);

/// A watch over one lane; it ends when it is read.
pub(crate) struct Watch {
    over: Arc<AtomicBool>,
    samples: JoinHandle<Result<Vec<Sample>>>,
}

type Sample = (Duration, Standing);

impl Watch {
    pub(super) fn start(mut database: Database, ids: Ids) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let samples = tokio::spawn(async move {
            let began = Instant::now();
            let mut samples = Vec::new();
            loop {
                let at = began.elapsed();
                // Read first: what is worked after the last look must not be missed.
                let last = ended.load(Ordering::Relaxed);
                samples.push((at, database.standing(&ids).await?));
                if last {
                    return Ok(samples);
                }
                tokio::time::sleep(EVERY).await;
            }
        });
        Self { over, samples }
    }

    /// The longest lag, once everything is worked.
    pub(crate) async fn end(self) -> Result<Lag> {
        self.over.store(true, Ordering::Relaxed);
        Ok(Lag::of(&self.samples.await??))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lag {
    /// The longest time from a row's place in the journal to its messages in their conversations.
    pub(crate) longest: Duration,
    /// The most rows that waited at once.
    pub(crate) rows: i64,
}

impl Lag {
    fn of(samples: &[Sample]) -> Self {
        let mut lag = Self::default();
        let mut reached = 0;
        for (place, (at, standing)) in samples.iter().enumerate() {
            lag.rows = lag.rows.max(standing.waiting());
            reached = reached.max(place);
            while reached < samples.len() && samples[reached].1.worked < standing.appended {
                reached += 1;
            }
            // The last samples may never be reached by a watch that ended early.
            if let Some((then, _)) = samples.get(reached) {
                lag.longest = lag.longest.max(then.saturating_sub(*at));
            }
        }
        lag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(millis: u64, appended: i64, worked: i64) -> Sample {
        (Duration::from_millis(millis), Standing { appended, worked })
    }

    #[test]
    fn the_lag_is_how_long_a_row_waited() {
        let samples = [
            sample(0, 0, 0),
            sample(50, 100, 20),
            sample(100, 300, 90),
            sample(150, 300, 120),
            sample(200, 310, 280),
            sample(250, 310, 310),
        ];
        assert_eq!(
            Lag::of(&samples),
            Lag {
                longest: Duration::from_millis(150),
                rows: 210
            }
        );
    }

    #[test]
    fn a_lane_that_keeps_up_has_no_lag() {
        assert_eq!(
            Lag::of(&[sample(0, 5, 5), sample(50, 9, 9)]),
            Lag::default()
        );
        assert_eq!(Lag::of(&[]), Lag::default());
    }
}
