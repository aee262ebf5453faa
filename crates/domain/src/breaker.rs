//! A door's circuit breaker: who can't reach the provider stops asking, and then asks once.

use crate::Time;
use crate::backoff::between;
use jiff::SignedDuration;

/// So many failures in a row open it.
const FAILURES: u32 = 5;
const SHORTEST: SignedDuration = SignedDuration::from_secs(5);
const LONGEST: SignedDuration = SignedDuration::from_mins(5);
/// Who tries, and has told nothing by then, is not going to.
const PROBE: SignedDuration = SignedDuration::from_secs(60);
/// Meta's own trouble: service unavailable (2, 131016), number in maintenance (131057).
const TROUBLE: [i64; 3] = [2, 131_016, 131_057];

crate::words::words! {
    BreakerState, "state of a breaker" {
        Closed = "closed",
        Open = "open",
        /// One attempt is out, and decides.
        HalfOpen = "half_open",
    }
}

/// Whether an attempt may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    Free,
    /// One attempt, by whom [`Breaker::probe_started`] lets.
    Probe,
    No {
        until: Time,
    },
}

/// The breaker of one door, kept over a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaker {
    pub state: BreakerState,
    /// In a row.
    pub failures: u32,
    /// How often it opened since the door last worked.
    pub opened: u32,
    /// When an open one lets one attempt through; when the attempt of a half-open one is given up.
    pub until: Option<Time>,
    /// When it came into its state.
    pub since: Time,
}

impl Breaker {
    pub const fn closed(now: Time) -> Self {
        Self {
            state: BreakerState::Closed,
            failures: 0,
            opened: 0,
            until: None,
            since: now,
        }
    }

    /// Whether a failure says that the provider was not reached or is not well. One that concerns
    /// a message proves that the door works: it is a [`Breaker::success`] here.
    pub fn counts(status: Option<u16>, code: Option<i64>) -> bool {
        match (status, code) {
            (_, Some(code)) if TROUBLE.contains(&code) => true,
            (Some(status), _) => status >= 500,
            (None, code) => code.is_none(),
        }
    }

    pub fn allows(self, now: Time) -> Admission {
        match (self.state, self.until) {
            (BreakerState::Closed, _) => Admission::Free,
            // Further ahead than it ever waits: written under a wrong clock.
            (BreakerState::Open | BreakerState::HalfOpen, Some(until))
                if now < until && until.since(now) <= LONGEST =>
            {
                Admission::No { until }
            }
            (BreakerState::Open | BreakerState::HalfOpen, _) => Admission::Probe,
        }
    }

    /// Takes the one attempt, if it is free to take.
    pub fn probe_started(&mut self, now: Time) -> bool {
        let free = self.allows(now) == Admission::Probe;
        if free {
            self.enter(BreakerState::HalfOpen, now);
            self.until = Some(now.plus(PROBE));
        }
        free
    }

    /// The provider answered, be it to an attempt from before.
    pub fn success(&mut self, now: Time) {
        self.enter(BreakerState::Closed, now);
        self.failures = 0;
        self.opened = 0;
        self.until = None;
    }

    pub fn failure(&mut self, now: Time, random: u64) {
        self.failures = self.failures.saturating_add(1);
        match self.state {
            BreakerState::Closed if self.failures < FAILURES => {}
            // Attempts from before it opened tell nothing new.
            BreakerState::Open => {}
            BreakerState::Closed | BreakerState::HalfOpen => self.open(now, random),
        }
    }

    /// 5 s, 10 s, 20 s … 5 min, up to a fifth shorter, so that doors don't come back together.
    fn open(&mut self, now: Time, random: u64) {
        let times = 2_i32.saturating_pow(self.opened);
        let pause = SHORTEST.saturating_mul(times).min(LONGEST);
        self.opened = self.opened.saturating_add(1);
        self.enter(BreakerState::Open, now);
        self.until = Some(now.plus(between(pause - pause / 5, pause, random)));
    }

    fn enter(&mut self, state: BreakerState, now: Time) {
        if self.state != state {
            self.state = state;
            self.since = now;
        }
    }
}

#[cfg(test)]
mod tests;
