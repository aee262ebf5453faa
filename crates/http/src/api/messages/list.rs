//! A thread's pages, in both directions.

use crate::extract::{Json, Path, Query};
use crate::problem::Problem;
use crate::view::Message;
use domain::{ConversationId, MessageId, Time};
use serde::{Deserialize, Serialize};
use services::Cx;
use services::messages::{self, ListMessages};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// `before_cursor` of a page: what is older.
    before: Option<String>,
    /// `after_cursor` of a page: what is newer.
    after: Option<String>,
    /// A message, with what stands on both sides of it.
    around: Option<MessageId>,
    /// From this moment on.
    at: Option<Time>,
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MessageList {
    /// The oldest first.
    data: Vec<Message>,
    /// Where older ones are; `null` at the thread's beginning.
    before_cursor: Option<String>,
    /// Where newer ones are; `null` at the thread's end.
    after_cursor: Option<String>,
    as_of: i64,
}

/// List a thread's messages; the newest page where nothing else is asked for
#[utoipa::path(
    get,
    path = "/conversations/{conversation}/messages",
    operation_id = "listMessages",
    tag = "Messages",
    params(Which),
    responses((status = 200, body = MessageList))
)]
pub(super) async fn list(
    cx: Cx,
    Path(id): Path<ConversationId>,
    Query(which): Query<Which>,
) -> Result<Json<MessageList>, Problem> {
    let wanted = ListMessages {
        before: which.before,
        after: which.after,
        around: which.around,
        at: which.at,
        limit: which.limit,
    };
    let page = messages::list(&cx, id, wanted).await?;
    Ok(Json(MessageList {
        data: page.data.into_iter().map(Message::from).collect(),
        before_cursor: page.before_cursor,
        after_cursor: page.after_cursor,
        as_of: page.as_of,
    }))
}
