//! Jobs: named pieces of work, wanted in a transaction, done afterwards, tried again when they fail.

mod mark_read;
mod runner;
mod send_reaction;
mod sync_templates;

pub use mark_read::MarkReadAtProvider;
pub use runner::Runner;
pub use send_reaction::SendReaction;
pub use sync_templates::SyncTemplates;

use domain::Time;
use serde::{Serialize, de::DeserializeOwned};
use storage::Tx;

/// A piece of work: a struct of ids that can be done twice without harm.
pub trait Job: Serialize + DeserializeOwned {
    /// Stable, with a version: it stands in the database.
    const NAME: &'static str;

    /// Jobs of one key replace each other while they wait.
    fn key(&self) -> String;
}

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    #[error("{0}")]
    Retry(String),
    /// Trying again would not help.
    #[error("{0}")]
    Fail(String),
}

impl From<storage::Error> for JobError {
    fn from(error: storage::Error) -> Self {
        if let storage::Error::NotFound(what) = error {
            return Self::Fail(format!("{what} not found"));
        }
        Self::Retry(error.to_string())
    }
}

/// Wants `job` done once this transaction commits.
pub async fn enqueue<J: Job>(tx: &mut Tx, now: Time, job: &J) -> storage::Result<()> {
    let payload = serde_json::to_string(job).map_err(|error| storage::Error::Corrupt {
        what: "job",
        why: error.to_string(),
    })?;
    tx.insert_job(J::NAME, &job.key(), &payload, now).await
}
