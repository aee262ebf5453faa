//! Sends many once more, each by itself: whole, or not at all.

use super::act::{Batch, Bulk, Done, WhichLetters, batch};
use crate::messages::failed::{self, FailedError, Retry};
use crate::{Cx, Refusal};
use domain::Permission;

pub async fn retry(cx: &Cx, which: WhichLetters, how: Retry) -> Result<Bulk, Refusal> {
    cx.require(Permission::MessagesSend)?;
    let batch: Batch = batch(cx, which).await?;
    let mut outcomes = Vec::with_capacity(batch.messages.len());
    for &message in &batch.messages {
        let outcome = failed::queue_again(cx, message, how).await;
        outcomes.push(Done {
            message,
            outcome: told(outcome)?,
        });
    }
    Ok(batch.told(outcomes))
}

/// The database's trouble ends the call; what was retried before stays so, and is not sent twice.
fn told(outcome: Result<(), FailedError>) -> Result<Result<(), FailedError>, Refusal> {
    match outcome {
        Err(error) => match error.into_storage() {
            Ok(storage) => Err(storage.into()),
            Err(refused) => Ok(Err(refused)),
        },
        Ok(()) => Ok(Ok(())),
    }
}
