//! The provider's own form of a message, for those who may look.

use crate::{Cx, Refusal};
use domain::{MessageId, Permission};

pub async fn raw(cx: &Cx, id: MessageId) -> Result<String, Refusal> {
    cx.require(Permission::RawView)?;
    let mut tx = cx.read().await?;
    Ok(tx.messages().raw(id).await?)
}
