//! Meta's limits as Meta would count them: in a sliding second for a line, in a bucket for a person.
//!
//! Counted is the moment that each message was given, on a time that knows of jumps ahead and of
//! none back: a clock that was set wrong is no fault of the bucket, a jump back must not silence it.

use super::node::LINES;
use std::collections::BTreeMap;

const LIMITS: [usize; LINES] = [20, 80];
/// What one person takes at once, and how long one more takes, in milliseconds.
const PAIR: (i64, i64) = (45, 6_000);

#[derive(Default)]
pub(super) struct Pace {
    now: i64,
    /// When each message left its line, in the order in which they were claimed.
    left: [Vec<i64>; LINES],
    /// Customers' messages that were counted: when, how many, after how many claims.
    heard: [Vec<(i64, usize, usize)>; LINES],
    to: BTreeMap<usize, Vec<i64>>,
}

impl Pace {
    pub(super) const fn pass(&mut self, millis: i64) {
        self.now += millis;
    }

    /// One is claimed, to leave so many milliseconds from now.
    pub(super) fn leaves(&mut self, line: usize, thread: usize, wait: i64) {
        let at = self.now + wait.max(0);
        self.left[line].push(at);
        self.to.entry(thread).or_default().push(at);
    }

    pub(super) fn hears(&mut self, line: usize, count: usize) {
        let claims = self.left[line].len();
        // Before the first message left, nobody counts.
        if count > 0 && claims > 0 {
            self.heard[line].push((self.now, count, claims));
        }
    }

    /// What Meta would have refused.
    pub(super) fn overruns(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (line, limit) in LIMITS.into_iter().enumerate() {
            let most = fullest_second(&self.left[line]);
            if most > limit {
                found.push(format!("line {line} sent {most} messages within a second"));
            }
            found.extend(
                self.heard[line]
                    .iter()
                    .filter_map(|&heard| self.unheard(line, heard)),
            );
        }
        for (thread, left) in &self.to {
            if let Some(at) = overrun_pair(left) {
                found.push(format!(
                    "thread {thread} got more than a person takes, at {at}"
                ));
            }
        }
        found
    }

    /// Whether more left within the second after than the customers' messages leave room for.
    fn unheard(&self, line: usize, (at, count, claims): (i64, usize, usize)) -> Option<String> {
        let after = self.left[line][claims..].iter();
        let sent = after.filter(|&&it| it <= at + 1_000).count();
        let both = sent + count.min(LIMITS[line]);
        (both > LIMITS[line] + 1)
            .then(|| format!("line {line} sent {sent} within a second of hearing {count}, at {at}"))
    }
}

fn fullest_second(left: &[i64]) -> usize {
    let mut sorted = left.to_vec();
    sorted.sort_unstable();
    let until = |first: i64| sorted.partition_point(|it| *it <= first + 1_000);
    let counts = sorted
        .iter()
        .enumerate()
        .map(|(nth, first)| until(*first) - nth);
    counts.max().unwrap_or_default()
}

/// When the person's bucket was empty, and one more left all the same.
fn overrun_pair(left: &[i64]) -> Option<i64> {
    let (burst, span) = PAIR;
    let mut sorted = left.to_vec();
    sorted.sort_unstable();
    // In milliseconds: one message is worth a span.
    let mut level = burst * span;
    let mut before = *sorted.first()?;
    for at in sorted {
        level = (level + at - before).min(burst * span) - span;
        before = at;
        // A claim looks up to 50 ms ahead, and asks for the pair's leave at its own moment.
        if level < -100 {
            return Some(at);
        }
    }
    None
}
