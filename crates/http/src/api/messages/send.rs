//! Sends a message.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Message;
use axum::http::{HeaderMap, StatusCode};
use domain::{ConversationId, MessageId};
use serde::Deserialize;
use services::messages::{self, SendText};
use services::{Cx, Refusal};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum NewMessage {
    Text {
        text: NewText,
        /// The message that this one answers.
        reply_to: Option<MessageId>,
    },
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewText {
    /// 1 to 4096 characters.
    #[schema(example = "Claro, le mando la cotización hoy mismo")]
    body: String,
    /// Shows a preview of the first link.
    #[serde(default)]
    preview_url: bool,
}

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Send a message
#[utoipa::path(
    post,
    path = "/conversations/{conversation}/messages",
    operation_id = "sendMessage",
    tag = "Messages",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key is the same message, for seven days")),
    responses(
        (status = 201, body = Message, description = "Accepted"),
        (status = 200, body = Message, description = "Accepted before, with the same key"),
        (status = 409, description = "`window_closed` with `closed_at`, `line_disabled`, `door_unavailable` with `reason`"),
        (status = 422, description = "`text_empty`, `text_too_long` with `limit`, `idempotency_key_reused`"),
    )
)]
pub(super) async fn send(
    cx: Cx,
    Path(conversation): Path<ConversationId>,
    headers: HeaderMap,
    Json(message): Json<NewMessage>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let NewMessage::Text { text, reply_to } = message;
    let wanted = SendText {
        conversation,
        body: text.body,
        preview_url: text.preview_url,
        reply_to,
        idempotency_key: idempotency_key(&headers)?,
    };
    let accepted = messages::send(&cx, wanted).await?;
    let status = if accepted.replayed {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    Ok((status, Json(accepted.message.into())))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let key = value.to_str().map_err(|_| {
        Refusal::invalid(
            "Idempotency-Key",
            "invalid_key",
            "use printable ASCII characters",
        )
    })?;
    Ok(Some(key.to_owned()))
}
