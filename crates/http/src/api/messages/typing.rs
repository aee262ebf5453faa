//! "Typing…" on the customer's phone.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::ConversationId;
use services::{Cx, messages};

/// Show the customer that somebody is typing, for at most 25 seconds
#[utoipa::path(
    post,
    path = "/conversations/{conversation}/typing",
    operation_id = "sendTyping",
    tag = "Messages",
    responses((status = 204))
)]
pub(super) async fn typing(cx: Cx, Path(id): Path<ConversationId>) -> Result<StatusCode, Problem> {
    messages::typing(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
