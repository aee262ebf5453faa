//! Measured waits and their percentiles, exact: every wait is kept.

use std::time::Duration;

/// Waits in microseconds; sorted before they are asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Latency(Vec<u32>);

impl Latency {
    pub(crate) fn push(&mut self, wait: Duration) {
        self.0
            .push(u32::try_from(wait.as_micros()).unwrap_or(u32::MAX));
    }

    pub(crate) fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    pub(super) fn extend(&mut self, micros: Vec<u32>) {
        self.0.extend(micros);
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_unstable();
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The wait that `percent` of a hundred stayed within.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(place).map_or(Duration::ZERO, |&micros| {
            Duration::from_micros(micros.into())
        })
    }

    pub(crate) fn longest(&self) -> Duration {
        self.percentile(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_waits_that_were_measured() {
        let mut latency = Latency::default();
        for millis in (1..=200).rev() {
            latency.push(Duration::from_millis(millis));
        }
        latency.sort();
        assert_eq!(latency.percentile(50), Duration::from_millis(100));
        assert_eq!(latency.percentile(99), Duration::from_millis(198));
        assert_eq!(latency.longest(), Duration::from_millis(200));
        assert_eq!(Latency::default().percentile(99), Duration::ZERO);
    }
}
