//! Runs jobs on one node: several at once, each tried again with growing pauses.

use super::{Job as _, JobError, MarkReadAtProvider};
use crate::{Cx, Env};
use domain::Time;
use jiff::SignedDuration;
use std::time::Duration;
use storage::Job;
use tokio_util::sync::CancellationToken;

const POLL: Duration = Duration::from_secs(1);
const AT_ONCE: i64 = 16;
/// A job that is not done by then is taken for lost, and becomes due again.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
const ATTEMPTS: i64 = 8;

pub struct Runner {
    env: Env,
}

impl Runner {
    pub const fn new(env: Env) -> Self {
        Self { env }
    }

    pub async fn run(self, stop: CancellationToken) {
        let mut signals = self.env.bus.subscribe();
        while !stop.is_cancelled() {
            match self.step().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::warn!(error = %error, "jobs can't be claimed; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(POLL) => {}
                () = async { while signals.next().await != bus::Heard::Signal(bus::Signal::Jobs) {} } => {}
            }
        }
    }

    /// Claims and runs what is due; returns how many.
    pub async fn step(&self) -> storage::Result<usize> {
        let now = self.env.clock.now();
        let mut tx = self.env.store.system().await?;
        let jobs = tx.claim_jobs(now, now.plus(LEASE), AT_ONCE).await?;
        tx.commit().await?;
        let count = jobs.len();
        futures_util::future::join_all(jobs.into_iter().map(|job| self.run_one(job))).await;
        Ok(count)
    }

    async fn run_one(&self, job: Job) {
        let cx = Cx::system(&self.env, job.organization_id);
        let done = match job.kind.as_str() {
            MarkReadAtProvider::NAME => {
                match serde_json::from_str::<MarkReadAtProvider>(&job.payload) {
                    Ok(mark) => mark.run(&cx).await,
                    Err(error) => Err(JobError::Fail(error.to_string())),
                }
            }
            other => Err(JobError::Fail(format!(
                "this version knows no job `{other}`"
            ))),
        };
        metrics::counter!("aldaba_jobs_total", "kind" => job.kind.clone(), "done" => if done.is_ok() { "yes" } else { "no" })
            .increment(1);
        if let Err(error) = self.finish(&cx, &job, done).await {
            // Its lease ends by itself; then it is tried again.
            tracing::warn!(job = %job.id, error = %error, "a job's end could not be recorded");
        }
    }

    async fn finish(&self, cx: &Cx, job: &Job, done: Result<(), JobError>) -> storage::Result<()> {
        let mut tx = cx.begin().await?;
        match done {
            Ok(()) => tx.remove_job(job).await?,
            Err(JobError::Retry(why)) if job.attempts < ATTEMPTS => {
                tx.postpone_job(job, Some(pause(cx.now, job.attempts)), &why)
                    .await?;
            }
            Err(error) => {
                tracing::warn!(job = %job.id, kind = %job.kind, error = %error, "a job was given up");
                tx.postpone_job(job, None, &error.to_string()).await?;
            }
        }
        tx.commit().await
    }
}

/// 2, 4, 8 … seconds.
fn pause(now: Time, attempts: i64) -> Time {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1);
    now.plus(SignedDuration::from_secs(2_i64.saturating_pow(doublings)))
}
