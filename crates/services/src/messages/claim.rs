//! Idempotency: a caller's key stands for one message, whatever is repeated.

use super::SendMessage;
use super::send::{SendError, What};
use super::template::WhichTemplate;
use crate::{Caller, Cx, Refusal};
use domain::MessageId;
use domain::outbound::Content;
use serde_json::{Value, json};
use storage::Tx;
use storage::inbox::IdempotencyRecord;

const LONGEST_KEY: usize = 128;

/// A caller's key, and the hash of what it stands for.
pub(super) struct Claim {
    actor: String,
    key: String,
    hash: Vec<u8>,
}

pub(super) fn claim(cx: &Cx, wanted: &SendMessage) -> Result<Option<Claim>, Refusal> {
    let Some(key) = &wanted.idempotency_key else {
        return Ok(None);
    };
    if key.is_empty() || key.len() > LONGEST_KEY || key.chars().any(char::is_control) {
        let detail = format!("use 1 to {LONGEST_KEY} printable characters");
        return Err(Refusal::invalid("Idempotency-Key", "invalid_key", detail));
    }
    let actor = match &cx.caller {
        Caller::Member { member, .. } => member.to_string(),
        Caller::Api { token, .. } => token.to_string(),
        Caller::System => "system".to_owned(),
    };
    let hash = ring::digest::digest(&ring::digest::SHA256, body(wanted).to_string().as_bytes());
    Ok(Some(Claim {
        actor,
        key: key.clone(),
        hash: hash.as_ref().to_vec(),
    }))
}

/// What two requests of one key must agree on.
fn body(wanted: &SendMessage) -> Value {
    let said = said(wanted);
    // Keys of requests without a time stay what they were.
    match wanted.send_at {
        Some(at) => json!([said, at]),
        None => said,
    }
}

fn said(wanted: &SendMessage) -> Value {
    let (conversation, reply_to) = (wanted.conversation, wanted.reply_to);
    match &wanted.what {
        What::Content(Content::Text { body, preview_url }) => {
            json!([conversation, body, preview_url, reply_to])
        }
        What::Content(content) => json!([
            conversation,
            content.kind(),
            content.fields(),
            content.media_id(),
            reply_to
        ]),
        What::Template(template) => {
            let which = match &template.which {
                WhichTemplate::Id(id) => json!(id),
                WhichTemplate::Named { name, language } => json!([name, language]),
            };
            json!([
                conversation,
                "template",
                which,
                template.components,
                reply_to
            ])
        }
        What::Reaction { message, emoji } => json!([conversation, "reaction", message, emoji]),
    }
}

impl Claim {
    /// The message that this key stands for already. The caller holds the conversation's lock.
    pub(super) async fn find(&self, tx: &mut Tx) -> Result<Option<MessageId>, SendError> {
        let Some(record) = tx.find_idempotency_key(&self.actor, &self.key).await? else {
            return Ok(None);
        };
        if record.body_hash != self.hash {
            return Err(SendError::KeyReused);
        }
        Ok(Some(record.message_id))
    }

    pub(super) async fn keep(
        self,
        cx: &Cx,
        tx: &mut Tx,
        message: MessageId,
    ) -> storage::Result<()> {
        let used = IdempotencyRecord {
            body_hash: self.hash,
            message_id: message,
        };
        tx.insert_idempotency_key(&self.actor, &self.key, &used, cx.now)
            .await
    }
}
