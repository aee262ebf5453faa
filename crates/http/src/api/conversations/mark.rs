//! Read and unread.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::ConversationId;
use serde::{Deserialize, Serialize};
use services::Cx;
use services::conversations::{self, Marked};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadUpTo {
    /// `inbound_count` of the conversation as it was on the screen.
    inbound_count: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ConversationRead {
    conversation_id: ConversationId,
    read_count: i64,
}

impl From<Marked> for ConversationRead {
    fn from(marked: Marked) -> Self {
        Self {
            conversation_id: marked.conversation,
            read_count: marked.read_count,
        }
    }
}

/// Mark as read; the customer gets the blue ticks
#[utoipa::path(
    post,
    path = "/conversations/{conversation}/read",
    operation_id = "markRead",
    tag = "Conversations",
    responses((status = 200, body = ConversationRead), (status = 422, description = "`invalid_request`: a token reads nothing"))
)]
pub(super) async fn read(
    cx: Cx,
    Path(id): Path<ConversationId>,
    Json(body): Json<ReadUpTo>,
) -> Result<Json<ConversationRead>, Problem> {
    let marked = conversations::mark_read(&cx, id, body.inbound_count).await?;
    Ok(Json(marked.into()))
}

/// Mark as unread
#[utoipa::path(
    post,
    path = "/conversations/{conversation}/unread",
    operation_id = "markUnread",
    tag = "Conversations",
    responses((status = 200, body = ConversationRead), (status = 422, description = "`invalid_request`: a token reads nothing"))
)]
pub(super) async fn unread(
    cx: Cx,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationRead>, Problem> {
    let marked = conversations::mark_unread(&cx, id).await?;
    Ok(Json(marked.into()))
}
