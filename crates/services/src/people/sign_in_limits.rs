//! How often a password may be tried: for one e-mail address, and from one network address.

use domain::{Email, Time};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Tries for one e-mail address at once; then one more each minute.
const BY_EMAIL: Rate = Rate {
    burst: 5,
    every: SignedDuration::from_secs(60),
};
/// A whole office may share one network address.
const BY_ADDRESS: Rate = Rate {
    burst: 30,
    every: SignedDuration::from_secs(10),
};
/// Keys remembered before those at rest are forgotten.
const REMEMBERED: usize = 10_000;

#[derive(Clone, Copy)]
struct Rate {
    burst: i32,
    every: SignedDuration,
}

/// The tries of late. Each process counts its own.
#[derive(Debug, Default)]
pub struct SignInLimits {
    by_email: Tries<Email>,
    by_address: Tries<IpAddr>,
}

impl SignInLimits {
    /// Counts a try, or says how long to wait. Tries are counted before the password is looked at,
    /// so that many at once gain nothing.
    pub(super) fn count(
        &self,
        email: Option<&Email>,
        address: Option<IpAddr>,
        now: Time,
    ) -> Result<(), Duration> {
        if let Some(address) = address {
            self.by_address.count(network(address), BY_ADDRESS, now)?;
        }
        if let Some(email) = email {
            self.by_email.count(email.clone(), BY_EMAIL, now)?;
        }
        Ok(())
    }

    /// The right password was given: earlier slips are forgiven.
    pub(super) fn forgive(&self, email: &Email) {
        self.by_email.whole_at().remove(email);
    }
}

/// One customer of a provider has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        IpAddr::V4(address) => address.into(),
    }
}

/// For each key the moment at which all its tries would be back (the generic cell rate algorithm).
#[derive(Debug)]
struct Tries<K>(Mutex<HashMap<K, Time>>);

impl<K> Default for Tries<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash> Tries<K> {
    fn count(&self, key: K, rate: Rate, now: Time) -> Result<(), Duration> {
        let mut whole_at = self.whole_at();
        if whole_at.len() > REMEMBERED {
            whole_at.retain(|_, at| *at > now);
        }
        let slot = whole_at.entry(key).or_insert(now);
        let next = (*slot).max(now).plus(rate.every);
        let wait = next.since(now) - rate.every * rate.burst;
        if wait.is_positive() {
            return Err(wait.unsigned_abs());
        }
        *slot = next;
        Ok(())
    }

    /// A poisoned lock means that a thread died between two moments; the map is whole.
    fn whole_at(&self) -> std::sync::MutexGuard<'_, HashMap<K, Time>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_seconds(1_795_000_000);

    fn email(name: &str) -> Email {
        Email::parse(&format!("{name}@example.com")).unwrap()
    }

    #[test]
    fn the_sixth_try_waits_a_minute() {
        let limits = SignInLimits::default();
        for _ in 0..5 {
            limits.count(Some(&email("ana")), None, NOW).unwrap();
        }
        let wait = limits.count(Some(&email("ana")), None, NOW).unwrap_err();
        assert_eq!(wait, Duration::from_mins(1));
        limits.count(Some(&email("ines")), None, NOW).unwrap();
        limits
            .count(
                Some(&email("ana")),
                None,
                NOW.plus(SignedDuration::from_secs(60)),
            )
            .unwrap();
        limits.forgive(&email("ana"));
        limits.count(Some(&email("ana")), None, NOW).unwrap();
    }

    #[test]
    fn a_network_address_has_its_own_limit() {
        let limits = SignInLimits::default();
        let from = |address: &str| limits.count(None, Some(address.parse().unwrap()), NOW);
        for _ in 0..30 {
            from("2001:db8::1").unwrap();
        }
        assert!(from("2001:db8::2").is_err());
        assert!(from("2001:db8:0:1::2").is_ok());
        assert!(from("192.0.2.1").is_ok());
    }
}
