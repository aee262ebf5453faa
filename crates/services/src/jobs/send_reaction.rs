//! Tells the provider the business's sign on a message. Told twice, it is the same sign.

use super::{Job, JobError};
use crate::Cx;
use crate::dispatch::recipient;
use crate::doors::open_door;
use crate::messages::BUSINESS;
use domain::{ConversationId, DoorState, EventKind, Failure, MessageId, Time};
use door::{Outbound, OutboundContent, Outcome};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct SendReaction {
    pub message: MessageId,
    pub conversation: ConversationId,
}

impl Job for SendReaction {
    const NAME: &'static str = "send_reaction.v1";

    /// The last wish counts: the sign is read when the job runs.
    fn key(&self) -> String {
        self.message.to_string()
    }
}

impl SendReaction {
    pub(super) async fn run(self, cx: &Cx) -> Result<(), JobError> {
        let mut tx = cx.read().await?;
        let message = tx.messages().get(self.message).await?;
        let conversation = tx.conversations().get_snapshot(self.conversation).await?;
        let reaction = tx.reactions().find(self.message, BUSINESS).await?;
        let open = open_door(&cx.env, &mut tx, conversation.line_id).await?;
        let Some(open) = open.filter(|open| open.state != DoorState::NeedsAttention) else {
            return Err(JobError::Retry("the line's door is shut".to_owned()));
        };
        let Some(provider_id) = message.provider_id else {
            return Err(JobError::Fail("the message has no id there".to_owned()));
        };
        let to = recipient(&mut tx, &conversation, &open).await?;
        drop(tx);
        let sent_at = reaction.as_ref().map_or(cx.now, |reaction| reaction.at);
        let sign = Outbound {
            id: None,
            to,
            content: OutboundContent::Reaction {
                provider_id,
                emoji: reaction.map(|reaction| reaction.emoji),
            },
            reply_to: None,
        };
        match open.door.send(&open.access, &sign).await {
            Outcome::Sent { .. } => Ok(()),
            Outcome::Retry { failure, .. } | Outcome::Uncertain { failure } => {
                Err(JobError::Retry(failure.title))
            }
            Outcome::Failed { failure } => self.take_back(cx, sent_at, failure).await,
        }
    }

    /// What the customer will never see is not shown to us either.
    async fn take_back(self, cx: &Cx, sent_at: Time, failure: Failure) -> Result<(), JobError> {
        let mut tx = cx.begin().await?;
        tx.reactions()
            .remove(self.message, BUSINESS, sent_at)
            .await?;
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id: self.message,
            conversation_id: self.conversation,
        }));
        tx.commit().await?;
        Err(JobError::Fail(failure.title))
    }
}
