//! A dead letter, and what became of those that somebody acted on.

use crate::problem::{Problem, Reason};
use crate::view::{Conversation, Message};
use domain::{DoorKind, MessageId, Time};
use serde::Serialize;
use services::messages::FailedError;
use services::messages::dead_letters::{self, Bulk, Done};
use utoipa::ToSchema;

/// One message that did not arrive, or may not have.
#[derive(Serialize, ToSchema)]
pub(super) struct DeadLetter {
    message: Message,
    conversation: Conversation,
    /// What the list is filtered by: Meta's code, or a word.
    #[schema(example = "131026")]
    cause: String,
    /// The door that it took.
    door: DoorKind,
    /// How often it was handed over.
    attempts: i64,
    /// When it failed, or when it was handed over and nobody told more.
    dead_at: Time,
    dismissed_at: Option<Time>,
    /// Why it can't go out once more now; `null` where it can.
    refusal: Option<Reason>,
}

impl DeadLetter {
    pub(super) fn new(letter: dead_letters::DeadLetter, now: Time) -> Self {
        Self {
            message: letter.message.into(),
            conversation: Conversation::new(letter.conversation, now),
            cause: letter.letter.cause,
            door: letter.letter.door,
            attempts: letter.letter.attempts,
            dead_at: letter.letter.dead_at,
            dismissed_at: letter.letter.dismissed_at,
            refusal: letter.refusal.map(reason),
        }
    }
}

/// What became of each message.
#[derive(Serialize, ToSchema)]
pub(super) struct DeadLettersDone {
    data: Vec<DeadLetterDone>,
    /// With `matching`: where the next call goes on.
    next_cursor: Option<String>,
    /// How many that call and the later ones have left, counted up to 10 000.
    left: i64,
}

#[derive(Serialize, ToSchema)]
struct DeadLetterDone {
    message_id: MessageId,
    /// Why nothing was done; `null` where it was.
    refusal: Option<Reason>,
}

impl From<Bulk> for DeadLettersDone {
    fn from(bulk: Bulk) -> Self {
        Self {
            data: bulk
                .outcomes
                .into_iter()
                .map(DeadLetterDone::from)
                .collect(),
            next_cursor: bulk.next_cursor,
            left: bulk.left,
        }
    }
}

impl From<Done> for DeadLetterDone {
    fn from(done: Done) -> Self {
        Self {
            message_id: done.message,
            refusal: done.outcome.err().map(reason),
        }
    }
}

fn reason(error: FailedError) -> Reason {
    Problem::from(error).reason()
}
