//! "Seen, let it be": out of the list, still failed in its thread; and back.

use super::act::{Batch, Bulk, Done, WhichLetters, batch};
use crate::messages::FailedError;
use crate::{Cx, Refusal};
use domain::{EventKind, MessageId, Permission};
use std::collections::HashSet;
use storage::Tx;
use storage::inbox::{DeadLetterFilter, MovedLetter};

pub async fn dismiss(cx: &Cx, which: WhichLetters) -> Result<Bulk, Refusal> {
    cx.require(Permission::MessagesSend)?;
    let batch = batch(cx, of(which, false)).await?;
    let mut tx = cx.begin().await?;
    let moved = tx.dead_letters().dismiss(&batch.messages, cx.now).await?;
    finish(cx, tx, batch, &moved, true).await
}

pub async fn restore(cx: &Cx, which: WhichLetters) -> Result<Bulk, Refusal> {
    cx.require(Permission::MessagesSend)?;
    let batch = batch(cx, of(which, true)).await?;
    let mut tx = cx.begin().await?;
    let moved = tx.dead_letters().restore(&batch.messages).await?;
    finish(cx, tx, batch, &moved, false).await
}

/// Only what waits can be let be, and only what was let be comes back.
fn of(which: WhichLetters, dismissed: bool) -> WhichLetters {
    match which {
        WhichLetters::These(ids) => WhichLetters::These(ids),
        WhichLetters::Matching { filter, cursor } => WhichLetters::Matching {
            filter: DeadLetterFilter {
                dismissed,
                ..filter
            },
            cursor,
        },
    }
}

/// One that stands so already is as done; one that is alive is refused.
async fn finish(
    cx: &Cx,
    mut tx: Tx,
    batch: Batch,
    moved: &[MovedLetter],
    dismissed: bool,
) -> Result<Bulk, Refusal> {
    let stand: HashSet<MessageId> = tx
        .dead_letters()
        .standing(&batch.messages, dismissed)
        .await?
        .into_iter()
        .collect();
    let there: HashSet<MessageId> = tx
        .messages()
        .list(&batch.messages)
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    for letter in moved {
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id: letter.message_id,
            conversation_id: letter.conversation_id,
        }));
    }
    tx.commit().await?;
    let outcome = |message: &MessageId| {
        if stand.contains(message) {
            return Ok(());
        }
        if there.contains(message) {
            return Err(FailedError::NotFailed);
        }
        Err(Refusal::NotFound("message").into())
    };
    let told = |&message: &MessageId| Done {
        message,
        outcome: outcome(&message),
    };
    let outcomes = batch.messages.iter().map(told).collect();
    Ok(batch.told(outcomes))
}
