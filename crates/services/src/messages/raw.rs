//! The provider's own form of a message, for those who may look.

use crate::{Cx, Refusal};
use domain::{MessageId, Permission};
use serde_json::{Value, json};
use storage::Tx;

/// Of a message that was edited or taken back: what it said.
pub async fn raw(cx: &Cx, id: MessageId) -> Result<String, Refusal> {
    cx.require(Permission::RawView)?;
    let mut tx = cx.read().await?;
    match tx.messages().raw(id).await {
        Ok(raw) => Ok(raw),
        Err(storage::Error::NotFound(what)) => {
            let said = said(&mut tx, id).await?;
            said.ok_or(Refusal::NotFound(what))
        }
        Err(error) => Err(error.into()),
    }
}

async fn said(tx: &mut Tx, id: MessageId) -> Result<Option<String>, Refusal> {
    let message = tx.messages().changeable(id).await?;
    if message.edited_at.is_none() && message.revoked_at.is_none() {
        return Ok(None);
    }
    let content = message.content.as_deref().unwrap_or("null");
    let content: Value = serde_json::from_str(content).unwrap_or_default();
    let earlier = tx.message_edits(id).await?;
    let earlier: Vec<Value> = earlier
        .into_iter()
        .map(|it| json!({ "text": it.text, "until": it.at }))
        .collect();
    let said = json!({ "text": message.text, "content": content, "earlier": earlier });
    Ok(Some(said.to_string()))
}
