//! Runs jobs on one node: several at once, each tried again with growing pauses.

use super::{Job as _, JobError, MarkReadAtProvider, SendReaction, SyncTemplates};
use crate::media::FetchMedia;
use crate::{Cx, Env};
use domain::Time;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::SignedDuration;
use std::convert::Infallible;
use std::time::Duration;
use storage::Job;
use tokio_util::sync::CancellationToken;

const POLL: Duration = Duration::from_secs(1);
const AT_ONCE: i64 = 16;
/// A job that is not done by then is taken for lost, and becomes due again.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// A large file takes longer; whoever still works says so.
const STILL_HERE: Duration = Duration::from_secs(45);
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
        let mut running = FuturesUnordered::new();
        // Something may be due that nobody runs yet.
        let mut look = true;
        while !stop.is_cancelled() {
            let free = AT_ONCE.saturating_sub(i64::try_from(running.len()).unwrap_or(AT_ONCE));
            if look && free > 0 {
                match beside(self.claim(free), &mut running).await {
                    Ok(jobs) => {
                        look = i64::try_from(jobs.len()).is_ok_and(|count| count == free);
                        running.extend(jobs.into_iter().map(|job| self.run_one(job)));
                    }
                    Err(error) => {
                        look = false;
                        tracing::warn!(error = %error, "jobs can't be claimed; trying again");
                    }
                }
            }
            // A slow job holds up nobody: what is due meanwhile is claimed beside it.
            tokio::select! {
                () = stop.cancelled() => return,
                Some(()) = running.next(), if !running.is_empty() => {}
                () = tokio::time::sleep(POLL) => look = true,
                () = async { while signals.next().await != bus::Heard::Signal(bus::Signal::Jobs) {} } => look = true,
            }
        }
    }

    async fn claim(&self, limit: i64) -> storage::Result<Vec<Job>> {
        let now = self.env.clock.now();
        let mut tx = self.env.store.system().await?;
        let jobs = tx.claim_jobs(now, now.plus(LEASE), limit).await?;
        tx.commit().await?;
        Ok(jobs)
    }

    /// Claims and runs what is due; returns how many.
    pub async fn step(&self) -> storage::Result<usize> {
        let jobs = self.claim(AT_ONCE).await?;
        let count = jobs.len();
        futures_util::future::join_all(jobs.into_iter().map(|job| self.run_one(job))).await;
        Ok(count)
    }

    async fn run_one(&self, job: Job) {
        let cx = Cx::system(&self.env, job.organization_id);
        let done = tokio::select! {
            done = perform(&cx, &job) => done,
            never = self.keep(&job) => match never {},
        };
        metrics::counter!("aldaba_jobs_total", "kind" => job.kind.clone(), "done" => if done.is_ok() { "yes" } else { "no" })
            .increment(1);
        if let Err(error) = self.finish(&cx, &job, done).await {
            // Its lease ends by itself; then it is tried again.
            tracing::warn!(job = %job.id, error = %error, "a job's end could not be recorded");
        }
    }

    /// Renews the lease of a job for as long as it is worked on.
    async fn keep(&self, job: &Job) -> Infallible {
        loop {
            tokio::time::sleep(STILL_HERE).await;
            let until = self.env.clock.now().plus(LEASE);
            let renewed = async {
                let mut tx = self.env.store.begin(job.organization_id).await?;
                tx.extend_job(job, until).await?;
                tx.commit().await
            };
            if let Err(error) = renewed.await {
                tracing::warn!(job = %job.id, error = %error, "a job's lease could not be renewed");
            }
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

/// Waits for `wanted` while the work under way goes on: a job that holds the database's one writer
/// must come to its end, or whoever waits for that writer waits for ever.
async fn beside<T>(
    wanted: impl Future<Output = T>,
    running: &mut FuturesUnordered<impl Future<Output = ()>>,
) -> T {
    let mut wanted = std::pin::pin!(wanted);
    loop {
        tokio::select! {
            done = &mut wanted => return done,
            Some(()) = running.next(), if !running.is_empty() => {}
        }
    }
}

async fn perform(cx: &Cx, job: &Job) -> Result<(), JobError> {
    match job.kind.as_str() {
        MarkReadAtProvider::NAME => read::<MarkReadAtProvider>(job)?.run(cx).await,
        FetchMedia::NAME => read::<FetchMedia>(job)?.run(cx).await,
        SendReaction::NAME => read::<SendReaction>(job)?.run(cx).await,
        SyncTemplates::NAME => read::<SyncTemplates>(job)?.run(cx).await,
        other => Err(JobError::Fail(format!(
            "this version knows no job `{other}`"
        ))),
    }
}

fn read<J: super::Job>(job: &Job) -> Result<J, JobError> {
    serde_json::from_str(&job.payload).map_err(|error| JobError::Fail(error.to_string()))
}

/// 2, 4, 8 … seconds.
fn pause(now: Time, attempts: i64) -> Time {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1);
    now.plus(SignedDuration::from_secs(2_i64.saturating_pow(doublings)))
}
