//! Quotas of API tokens: so many requests a minute each, spread evenly after a burst.

use domain::{ApiTokenId, Time};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const MINUTE: i64 = 60_000;
/// Tokens remembered before those at rest are forgotten.
const REMEMBERED: usize = 10_000;

/// What is left of a token's quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub(crate) limit: i64,
    pub(crate) remaining: i64,
    /// Until the whole quota is there again.
    pub(crate) reset: Duration,
}

/// The quota is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted {
    pub(crate) limit: i64,
    pub(crate) retry_after: Duration,
}

/// For each token the moment at which its quota would be whole again (the generic cell rate
/// algorithm), in milliseconds times the quota, so that no rounding adds up.
#[derive(Debug, Default)]
pub(crate) struct Quotas {
    whole_at: Mutex<HashMap<ApiTokenId, i64>>,
}

impl Quotas {
    /// Takes one request from a token's minute.
    pub(crate) fn take(
        &self,
        token: ApiTokenId,
        per_minute: i64,
        now: Time,
    ) -> Result<Allowance, Exhausted> {
        let limit = per_minute.max(1);
        let scaled = now.millis().saturating_mul(limit);
        let burst = MINUTE.saturating_mul(limit);
        // A poisoned lock means that a thread died between two integers; the map is whole.
        let mut whole_at = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        if whole_at.len() > REMEMBERED {
            whole_at.retain(|_, &mut at| at > scaled);
        }
        let slot = whole_at.entry(token).or_insert(scaled);
        let next = (*slot).max(scaled).saturating_add(MINUTE);
        let ahead = next.saturating_sub(scaled);
        if ahead > burst {
            return Err(Exhausted {
                limit,
                retry_after: time_of(ahead - burst, limit),
            });
        }
        *slot = next;
        Ok(Allowance {
            limit,
            remaining: (burst - ahead) / MINUTE,
            reset: time_of(ahead, limit),
        })
    }
}

fn time_of(scaled: i64, limit: i64) -> Duration {
    Duration::from_millis(u64::try_from(scaled / limit).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_is_spent_and_comes_back() {
        let quotas = Quotas::default();
        let token = ApiTokenId::new();
        let at = |millis: i64| Time::from_millis(1_795_000_000_000 + millis);
        for left in [2, 1, 0] {
            assert_eq!(quotas.take(token, 3, at(0)).unwrap().remaining, left);
        }
        let refused = quotas.take(token, 3, at(0)).unwrap_err();
        assert_eq!(refused.retry_after, Duration::from_secs(20));
        assert!(quotas.take(token, 3, at(20_000)).is_ok());
        assert!(quotas.take(token, 3, at(20_001)).is_err());
        assert!(quotas.take(ApiTokenId::new(), 3, at(0)).is_ok());
    }
}
