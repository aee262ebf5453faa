//! The dispatchers of one node: one task a line that it holds.

use super::step::{Round, step, take_over};
use crate::Env;
use crate::leases::{Held, Leases};
use bus::{Heard, Signal};
use domain::LineId;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// A lost signal costs at most this.
const POLL: Duration = Duration::from_secs(1);
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);

pub struct Dispatcher {
    env: Env,
    leases: Arc<Leases>,
}

/// A line's task, and how to wake and end it.
struct Running {
    held: Held,
    wake: Arc<Notify>,
    stop: CancellationToken,
}

impl Dispatcher {
    pub const fn new(env: Env, leases: Arc<Leases>) -> Self {
        Self { env, leases }
    }

    /// Follows the leases and the signals until the process stops; then lets every line finish what
    /// it is handing over.
    pub async fn run(self, stop: CancellationToken) {
        let mut signals = self.env.bus.subscribe();
        let mut lines: HashMap<LineId, Running> = HashMap::new();
        let mut tasks = JoinSet::new();
        loop {
            self.follow(&mut lines, &mut tasks, &stop);
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(POLL) => {}
                Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
                heard = signals.next() => match heard {
                    Heard::Signal(Signal::Line(line)) => wake(&lines, line),
                    Heard::Missed => lines.values().for_each(|running| running.wake.notify_one()),
                    Heard::Signal(_) => {}
                    Heard::Closed => break,
                },
            }
        }
        for running in lines.values() {
            running.stop.cancel();
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Starts what was taken, ends what was lost.
    fn follow(
        &self,
        lines: &mut HashMap<LineId, Running>,
        tasks: &mut JoinSet<()>,
        stop: &CancellationToken,
    ) {
        let held = self.leases.held();
        lines.retain(|line, running| {
            let keeps = held.get(line) == Some(&running.held);
            if !keeps {
                running.stop.cancel();
            }
            keeps
        });
        for (&line, &lease) in held.iter() {
            lines.entry(line).or_insert_with(|| {
                let running = Running {
                    held: lease,
                    wake: Arc::new(Notify::new()),
                    stop: stop.child_token(),
                };
                tasks.spawn(work(
                    self.env.clone(),
                    line,
                    lease,
                    Arc::clone(&running.wake),
                    running.stop.clone(),
                ));
                running
            });
        }
    }
}

fn wake(lines: &HashMap<LineId, Running>, line: LineId) {
    if let Some(running) = lines.get(&line) {
        running.wake.notify_one();
    }
}

/// A line's own loop.
async fn work(env: Env, line: LineId, held: Held, wake: Arc<Notify>, stop: CancellationToken) {
    while let Err(error) = take_over(&env, line, held).await {
        tracing::warn!(line = %line, error = %error, "the line can't be taken over yet; trying again");
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE_AFTER_ERROR) => {}
        }
    }
    while !stop.is_cancelled() {
        let pause = match step(&env, line, held).await {
            Ok(Round { handed_over, .. }) if handed_over > 0 => continue,
            Ok(Round { next_due, .. }) => until(&env, next_due),
            Err(error) => {
                tracing::warn!(line = %line, error = %error, "a round of the dispatcher failed; trying again");
                PAUSE_AFTER_ERROR
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

fn until(env: &Env, due: Option<domain::Time>) -> Duration {
    /// Long enough to cost nothing for an idle line, short enough to hide a lost signal.
    const IDLE: Duration = Duration::from_secs(5);
    let wait = due.map(|due| due.since(env.clock.now()));
    wait.and_then(|wait| Duration::try_from(wait).ok())
        .map_or(IDLE, |wait| wait.clamp(Duration::from_millis(20), IDLE))
}
