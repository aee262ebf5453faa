//! A message that failed or waits: once more, otherwise, or away with it.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Message;
use axum::http::StatusCode;
use domain::outbound::Content;
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditMessage {
    text: EditedText,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditedText {
    #[schema(example = "Su pedido llega mañana a las 10.")]
    body: String,
    #[serde(default)]
    preview_url: bool,
}

/// Change a text that has not left yet
#[utoipa::path(
    patch,
    path = "/messages/{message}",
    operation_id = "editMessage",
    tag = "Messages",
    responses(
        (status = 200, body = Message),
        (status = 409, description = "`on_its_way`, `not_text`"),
        (status = 422, description = "`text_empty`, `text_too_long`"),
    )
)]
pub(super) async fn edit(
    cx: Cx,
    Path(id): Path<MessageId>,
    Json(body): Json<EditMessage>,
) -> Result<Json<Message>, Problem> {
    let text = Content::Text {
        body: body.text.body,
        preview_url: body.text.preview_url,
    };
    Ok(Json(messages::edit(&cx, id, text).await?.into()))
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
