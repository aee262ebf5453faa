//! The inbox's list.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::view::Conversation;
use domain::{LineId, TicketState};
use serde::{Deserialize, Serialize};
use services::Cx;
use services::conversations::{self, ListConversations, ListView};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Whose: `mine`, `unassigned` or `all` (the default).
    #[param(inline)]
    view: Option<ConversationListView>,
    /// `open` (the default), `resolved` or `any`.
    #[param(inline)]
    state: Option<ConversationListState>,
    /// Only what is neither answered nor seen.
    unread: Option<bool>,
    line: Option<LineId>,
    /// A name or a number; accents and case do not matter.
    q: Option<String>,
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConversationListView {
    Mine,
    Unassigned,
    All,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConversationListState {
    Open,
    Resolved,
    Any,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ConversationList {
    data: Vec<Conversation>,
    next_cursor: Option<String>,
    as_of: i64,
}

/// List conversations, the newest first
#[utoipa::path(
    get,
    path = "/conversations",
    operation_id = "listConversations",
    tag = "Conversations",
    params(Which),
    responses((status = 200, body = ConversationList))
)]
pub(super) async fn list(
    cx: Cx,
    Query(which): Query<Which>,
) -> Result<Json<ConversationList>, Problem> {
    let wanted = ListConversations {
        view: match which.view {
            Some(ConversationListView::Mine) => ListView::Mine,
            Some(ConversationListView::Unassigned) => ListView::Unassigned,
            Some(ConversationListView::All) | None => ListView::All,
        },
        ticket: match which.state {
            Some(ConversationListState::Open) | None => Some(TicketState::Open),
            Some(ConversationListState::Resolved) => Some(TicketState::Resolved),
            Some(ConversationListState::Any) => None,
        },
        unread_only: which.unread.unwrap_or_default(),
        line: which.line,
        text: which.q,
        limit: which.limit,
        cursor: which.cursor,
    };
    let page = conversations::list(&cx, wanted).await?;
    let data = page
        .data
        .into_iter()
        .map(|view| Conversation::new(view, cx.now))
        .collect();
    Ok(Json(ConversationList {
        data,
        next_cursor: page.next_cursor,
        as_of: page.as_of,
    }))
}
