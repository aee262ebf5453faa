//! A token bucket that is stored: how many may go now, and when the next one may.

use crate::Time;
use jiff::SignedDuration;

/// Levels count in thousandths of a token.
const TOKEN: i64 = 1000;
/// A bucket that fills only after more than this was written under a wrong clock.
const FURTHEST: SignedDuration = SignedDuration::from_hours(24);

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Thousandths of a token that `span` brings: a fraction in its lowest terms, so that a bucket
    /// fills in whole steps and nothing is ever rounded away.
    gain: i64,
    /// Milliseconds.
    span: i64,
    /// Thousandths of a token.
    burst: i64,
}

impl Rate {
    /// Both in thousandths of a token. A bucket holds at least one token, or nothing could go.
    pub const fn per_second(thousandths: i64, burst: i64) -> Self {
        Self::new(thousandths, 1000, burst)
    }

    /// One token each so many milliseconds; the burst is in thousandths of a token.
    pub const fn one_every(millis: i64, burst: i64) -> Self {
        Self::new(TOKEN, millis, burst)
    }

    const fn new(gain: i64, span: i64, burst: i64) -> Self {
        let gain = at_least(gain, 1);
        let span = at_least(span, 1);
        let common = greatest_common_divisor(gain, span);
        Self {
            gain: gain / common,
            span: span / common,
            burst: at_least(burst, TOKEN),
        }
    }

    /// Whole thousandths of a token that a time brings.
    const fn in_millis(self, millis: i64) -> i64 {
        millis.saturating_mul(self.gain) / self.span
    }

    /// How long so many thousandths of a token take, to the next whole millisecond.
    const fn time_for(self, thousandths: i64) -> SignedDuration {
        let steps = thousandths.saturating_mul(self.span);
        SignedDuration::from_millis(steps.saturating_add(self.gain - 1) / self.gain)
    }
}

/// A bucket of one limit, kept from one step to the next and over a restart.
///
/// `level` was right at `at`, and what came since follows from the rate. `at` moves by whole steps
/// of the rate only, so a level may stand a little lower than what can be taken. A clock that goes
/// back brings nothing and takes nothing: the bucket fills again once `at` is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Thousandths of a token; below zero where more was used than was there.
    pub level: i64,
    pub at: Time,
}

impl Bucket {
    pub const fn full(rate: Rate, now: Time) -> Self {
        Self {
            level: rate.burst,
            at: now,
        }
    }

    /// Whole tokens that may be taken now.
    pub fn available(self, rate: Rate, now: Time) -> u32 {
        u32::try_from(self.level_at(rate, now).max(0) / TOKEN).unwrap_or(u32::MAX)
    }

    /// Takes what is there of `wanted`, and tells how many that is.
    pub fn take(&mut self, rate: Rate, wanted: u32, now: Time) -> u32 {
        let taken = wanted.min(self.available(rate, now));
        *self = self.settled(rate, now);
        self.level = self.level.saturating_sub(i64::from(taken) * TOKEN);
        taken
    }

    /// Takes what was used without asking, as a customer's messages are, or what will go out when
    /// [`Bucket::next`] says: one by one, up to a second ahead. What is owed stays below a burst
    /// and a second, so that no flood silences a line for long.
    pub fn debit(&mut self, rate: Rate, used: u32, now: Time) {
        let level = self.level_at(rate, now);
        let most_owed = rate.burst.saturating_add(rate.in_millis(1000));
        let left = level
            .saturating_sub(i64::from(used) * TOKEN)
            .max(level.min(-most_owed));
        *self = self.settled(rate, now);
        self.level = self.level.saturating_sub(level - left);
    }

    /// The provider says that nothing is left: empty until then, and filling from there. It never
    /// shortens an earlier pause.
    pub fn drain(&mut self, now: Time, until: Time) {
        if until <= now {
            return;
        }
        self.level = self.level.min(0);
        self.at = self.at.max(until).min(now.plus(FURTHEST));
    }

    /// When a token is there: now, or a moment to come.
    pub fn next(self, rate: Rate, now: Time) -> Time {
        if self.available(rate, now) > 0 {
            return now;
        }
        let bucket = self.settled(rate, now);
        bucket
            .at
            .plus(rate.time_for(TOKEN.saturating_sub(bucket.level)))
    }

    fn level_at(self, rate: Rate, now: Time) -> i64 {
        let passed = millis_between(self.at, now);
        self.level
            .saturating_add(rate.in_millis(passed))
            .min(rate.burst)
    }

    fn settled(self, rate: Rate, now: Time) -> Self {
        let at = if self.at.since(now) > FURTHEST {
            now
        } else {
            self.at
        };
        let level = self.level_at(rate, now);
        if level >= rate.burst {
            return Self {
                level,
                at: at.max(now),
            };
        }
        let steps = millis_between(at, now) / rate.span;
        Self {
            level: self.level.saturating_add(steps.saturating_mul(rate.gain)),
            at: at.plus(SignedDuration::from_millis(steps * rate.span)),
        }
    }
}

const fn at_least(number: i64, least: i64) -> i64 {
    if number < least { least } else { number }
}

const fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Zero where the clock went back.
fn millis_between(from: Time, to: Time) -> i64 {
    to.millis().saturating_sub(from.millis()).max(0)
}

#[cfg(test)]
mod tests;
