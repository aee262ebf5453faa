//! A message that failed, waits or is uncertain: once more, left as it is, or away with it.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Message;
use axum::http::StatusCode;
use domain::{DoorKind, MessageId};
use serde::Deserialize;
use services::messages::Retry;
use services::{Cx, messages};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetryMessage {
    /// For an uncertain one: it may have gone out already, and may arrive twice.
    #[serde(default)]
    confirm: bool,
    /// Through this door of the line, instead of the one that it took.
    door: Option<DoorKind>,
}

/// Send a failed message once more
#[utoipa::path(
    post,
    path = "/messages/{message}/retry",
    operation_id = "retryMessage",
    tag = "Messages",
    responses(
        (status = 200, body = Message),
        (status = 409, description = "`not_failed`, `confirmation_needed`, `door_not_on_line`, and what sendMessage answers"),
    )
)]
pub(super) async fn retry(
    cx: Cx,
    Path(id): Path<MessageId>,
    Json(body): Json<RetryMessage>,
) -> Result<Json<Message>, Problem> {
    let how = Retry {
        confirmed: body.confirm,
        door: body.door,
    };
    let message = messages::retry(&cx, id, how).await?;
    Ok(Json(message.into()))
}

/// Leave an uncertain message as it is
///
/// It is not sent once more by itself, whatever the line's policy; a status that comes late still tells
/// what became of it, and `retryMessage` still sends it again.
#[utoipa::path(
    post,
    path = "/messages/{message}/leave",
    operation_id = "leaveMessage",
    tag = "Messages",
    responses((status = 200, body = Message), (status = 409, description = "`not_uncertain`"))
)]
pub(super) async fn leave(cx: Cx, Path(id): Path<MessageId>) -> Result<Json<Message>, Problem> {
    Ok(Json(messages::leave(&cx, id).await?.into()))
}

/// Put a message away that failed, or cancel one that has not left yet
#[utoipa::path(
    delete,
    path = "/messages/{message}",
    operation_id = "discardMessage",
    tag = "Messages",
    responses((status = 204), (status = 409, description = "`on_its_way`"))
)]
pub(super) async fn discard(cx: Cx, Path(id): Path<MessageId>) -> Result<StatusCode, Problem> {
    messages::discard(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
