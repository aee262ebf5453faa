//! The numbers on the inbox's tabs.

use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::views::Counts;
use services::{Cx, conversations};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct ConversationCounts {
    mine: OpenConversations,
    unassigned: OpenConversations,
    all: OpenConversations,
}

#[derive(Serialize, ToSchema)]
struct OpenConversations {
    open: i64,
    unread: i64,
}

impl From<Counts> for OpenConversations {
    fn from(counts: Counts) -> Self {
        Self {
            open: counts.open,
            unread: counts.unread,
        }
    }
}

/// Count open conversations
#[utoipa::path(
    get,
    path = "/conversations/counts",
    operation_id = "countConversations",
    tag = "Conversations",
    responses((status = 200, body = ConversationCounts))
)]
pub(super) async fn count(cx: Cx) -> Result<Json<ConversationCounts>, Problem> {
    let counts = conversations::count(&cx).await?;
    Ok(Json(ConversationCounts {
        mine: counts.mine.into(),
        unassigned: counts.unassigned.into(),
        all: counts.all.into(),
    }))
}
