//! Tells the provider that an agent has read a message: the customer's blue ticks.

use super::{Job, JobError};
use crate::Cx;
use crate::doors::open_door;
use domain::{ConversationId, MessageId};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct MarkReadAtProvider {
    pub message: MessageId,
    pub conversation: ConversationId,
}

impl Job for MarkReadAtProvider {
    const NAME: &'static str = "mark_read_at_provider.v1";

    /// The newest message of a conversation counts: reading it reads what came before.
    fn key(&self) -> String {
        self.conversation.to_string()
    }
}

impl MarkReadAtProvider {
    pub(super) async fn run(self, cx: &Cx) -> Result<(), JobError> {
        let mut tx = cx.read().await?;
        let message = tx.messages().get(self.message).await?;
        let conversation = tx.conversations().get_snapshot(self.conversation).await?;
        // Who is blocked sees nothing of the team.
        let contact = tx.contacts().get(conversation.contact_id).await?;
        let open = open_door(&cx.env, &mut tx, conversation.line_id).await?;
        drop(tx);
        let (Some(open), Some(provider_id)) = (open, message.provider_id) else {
            return Ok(());
        };
        if contact.blocked_at.is_some() {
            return Ok(());
        }
        if !open.door.capabilities().read_receipts {
            return Ok(());
        }
        open.door
            .mark_read(&open.access, &provider_id, false)
            .await
            .map_err(|refused| {
                let passing = refused.unreachable
                    || open
                        .door
                        .explain(refused.code)
                        .is_some_and(|explanation| explanation.retryable);
                if passing {
                    JobError::Retry(refused.message)
                } else {
                    JobError::Fail(refused.message)
                }
            })
    }
}
