//! A message that failed: once more, or away with it.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Message;
use axum::http::StatusCode;
use domain::MessageId;
use serde::Deserialize;
use services::{Cx, messages};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetryMessage {
    /// For an uncertain one: it may have gone out already, and may arrive twice.
    #[serde(default)]
    confirm: bool,
}

/// Send a failed message once more
#[utoipa::path(
    post,
    path = "/messages/{message}/retry",
    operation_id = "retryMessage",
    tag = "Messages",
    responses(
        (status = 200, body = Message),
        (status = 409, description = "`not_failed`, `confirmation_needed`, and what sendMessage answers"),
    )
)]
pub(super) async fn retry(
    cx: Cx,
    Path(id): Path<MessageId>,
    Json(body): Json<RetryMessage>,
) -> Result<Json<Message>, Problem> {
    let message = messages::retry(&cx, id, body.confirm).await?;
    Ok(Json(message.into()))
}

/// Put a failed message away
#[utoipa::path(
    delete,
    path = "/messages/{message}",
    operation_id = "discardMessage",
    tag = "Messages",
    responses((status = 204), (status = 409, description = "`not_failed`"))
)]
pub(super) async fn discard(cx: Cx, Path(id): Path<MessageId>) -> Result<StatusCode, Problem> {
    messages::discard(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
