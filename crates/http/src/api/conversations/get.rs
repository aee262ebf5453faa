//! One conversation.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Conversation;
use domain::ConversationId;
use services::{Cx, conversations};

/// Get a conversation
#[utoipa::path(
    get,
    path = "/conversations/{conversation}",
    operation_id = "getConversation",
    tag = "Conversations",
    responses((status = 200, body = Conversation))
)]
pub(super) async fn get(
    cx: Cx,
    Path(id): Path<ConversationId>,
) -> Result<Json<Conversation>, Problem> {
    let view = conversations::get(&cx, id).await?;
    Ok(Json(Conversation::new(view, cx.now)))
}
