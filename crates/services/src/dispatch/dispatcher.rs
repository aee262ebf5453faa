//! The dispatchers of one node: one task a line that it holds.

use super::departures::Departures;
use super::step::{AT_ONCE, Handed, claim, hand_over, record, take_over};
use crate::Env;
use crate::leases::{Held, Leases};
use bus::{Heard, Signal};
use domain::{DoorId, LineId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

/// A lost signal costs at most this.
const POLL: Duration = Duration::from_secs(1);
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);
/// So long nobody needs to be heard while the provider takes no more.
const FULL: Duration = Duration::from_millis(50);
/// What comes back within this is recorded together, where much is under way.
const GATHER: Duration = Duration::from_millis(4);
const MUCH: usize = 8;
/// Long enough to cost nothing for an idle line, short enough to hide a lost signal.
const IDLE: Duration = Duration::from_secs(5);

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

/// A line's own loop: claims what may go, hands it over beside it, and records what came of it. One
/// that takes long, as a large file does, keeps nobody else waiting.
async fn work(env: Env, line: LineId, held: Held, wake: Arc<Notify>, stop: CancellationToken) {
    while let Err(error) = take_over(&env, line, held).await {
        tracing::warn!(line = %line, error = %error, "the line can't be taken over yet; trying again");
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE_AFTER_ERROR) => {}
        }
    }
    let mut out = Out::default();
    while !stop.is_cancelled() {
        let room = AT_ONCE.saturating_sub(u32::try_from(out.tasks.len()).unwrap_or(AT_ONCE));
        let rest = out.full_until.map(|until| until - Instant::now());
        let pause = match rest.filter(|rest| !rest.is_zero()) {
            Some(rest) => rest,
            None => match send(&env, line, held, room, &mut out).await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::warn!(line = %line, error = %error, "a round of the dispatcher failed; trying again");
                    PAUSE_AFTER_ERROR
                }
            },
        };
        tokio::select! {
            () = stop.cancelled() => break,
            () = wake.notified(), if room > 0 && out.full_until.is_none() => {}
            Some(first) = out.tasks.join_next_with_id(), if !out.tasks.is_empty() => {
                note(&env, line, held, first, &mut out).await;
            }
            () = tokio::time::sleep(pause), if room > 0 => {}
        }
    }
    // What was handed over is written down, whoever works the line from now on.
    while let Some(first) = out.tasks.join_next_with_id().await {
        note(&env, line, held, first, &mut out).await;
    }
}

/// Claims, and lets each message leave at its moment. Answers how long there is nothing to do.
async fn send(
    env: &Env,
    line: LineId,
    held: Held,
    room: u32,
    out: &mut Out,
) -> storage::Result<Duration> {
    if room == 0 {
        return Ok(IDLE);
    }
    let claimed = claim(env, line, held, room).await?;
    let now = env.clock.now();
    for ready in claimed.ready {
        let wait = Duration::try_from(ready.at.since(now)).unwrap_or_default();
        let env = env.clone();
        let lost = ready.lost();
        let (door, limit) = ready.through();
        let departures = out.departures.entry(door).or_default().clone();
        let task = out.tasks.spawn(async move {
            if !wait.is_zero() {
                tokio::time::sleep(wait).await;
            }
            departures.wait(limit).await;
            hand_over(&env, held, ready).await
        });
        out.lost.insert(task.id(), lost);
    }
    let wait = claimed.next_due.map(|due| due.since(env.clock.now()));
    let wait = wait.map(|wait| Duration::try_from(wait).unwrap_or_default());
    let wait = wait.map_or(IDLE, |wait| wait.min(IDLE));
    // A breaker that is open for longer may be closed by somebody who mends the line.
    let full = claimed.full && wait <= FULL;
    out.full_until = full.then(|| Instant::now() + wait);
    Ok(wait)
}

/// Records what has come back by now.
async fn note(
    env: &Env,
    line: LineId,
    held: Held,
    first: Result<(Id, Handed), JoinError>,
    out: &mut Out,
) {
    if out.tasks.len() > MUCH {
        tokio::time::sleep(GATHER).await;
    }
    let mut back = Vec::new();
    let mut next = Some(first);
    while let Some(one) = next {
        back.extend(out.end(line, one));
        next = out.tasks.try_join_next_with_id();
    }
    if let Err(error) = record(env, held, back).await {
        tracing::error!(line = %line, error = %error, "outcomes can't be recorded");
    }
}

/// What is being handed over, and what to say of each should its task end without a word.
#[derive(Default)]
struct Out {
    tasks: JoinSet<Handed>,
    departures: HashMap<DoorId, Departures>,
    /// Until then the provider takes no more, whatever is queued.
    full_until: Option<Instant>,
    lost: HashMap<Id, Handed>,
}

impl Out {
    fn end(&mut self, line: LineId, ended: Result<(Id, Handed), JoinError>) -> Option<Handed> {
        match ended {
            Ok((id, handed)) => {
                self.lost.remove(&id);
                Some(handed)
            }
            Err(error) => {
                tracing::error!(line = %line, error = %error, "a message's task ended");
                self.lost.remove(&error.id())
            }
        }
    }
}
