//! One conversation as a row of the list.

use crate::{Cx, Refusal};
use domain::{ConversationId, Permission};
use storage::Tx;
use storage::inbox::ConversationView;

pub async fn get(cx: &Cx, id: ConversationId) -> Result<ConversationView, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    view(cx, &mut tx, id).await
}

/// The same inside a use case that changed it.
pub(crate) async fn view(
    cx: &Cx,
    tx: &mut Tx,
    id: ConversationId,
) -> Result<ConversationView, Refusal> {
    let found = tx.conversation_views_by_id(&[id], cx.member()).await?;
    found
        .into_iter()
        .next()
        .ok_or(Refusal::NotFound("conversation"))
}
