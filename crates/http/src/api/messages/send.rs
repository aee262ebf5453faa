//! Sends a message.

use super::body::NewMessage;
use crate::extract::{Json, Path, Query};
use crate::problem::Problem;
use crate::view::Message;
use axum::http::{HeaderMap, StatusCode};
use domain::{ConversationId, DoorKind, Time};
use serde::Deserialize;
use services::messages::{self, SendMessage};
use services::{Cx, Refusal};
use utoipa::IntoParams;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct SendOptions {
    /// Not before this moment, at most 90 days ahead; until then it can be changed and cancelled.
    send_at: Option<Time>,
    /// Through this door of the line, and no other. Otherwise the line's policy chooses.
    door: Option<DoorKind>,
}

/// Send a message
#[utoipa::path(
    post,
    path = "/conversations/{conversation}/messages",
    operation_id = "sendMessage",
    tag = "Messages",
    params(SendOptions, ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same message, for seven days")),
    responses(
        (status = 201, body = Message, description = "Accepted"),
        (status = 200, body = Message, description = "Accepted before, with the same key"),
        (status = 409, description = "`window_closed` with `closed_at`, `line_disabled`, `door_unavailable` with `reason`, `budget_reached`, `unofficial_not_allowed`, `no_door` with `verdict`, `template_not_sendable` with `state`, `contact_blocked` and `contact_opted_out` with `since`, `phone_needed`, `not_reactable`, `media_not_ready`"),
        (status = 422, description = "What Meta would refuse, with `field` and, where there is one, `limit`: `text_empty`, `text_too_long`, `caption_too_long`, `media_required`, `media_too_large`, `media_type_not_allowed`, `body_too_long`, `too_many_buttons`, `too_many_rows`, `emoji_invalid`, `value_missing`, `header_media_required` and others; `kind_not_offered`, `idempotency_key_reused`, `schedule_out_of_range`, `reaction_scheduled`"),
    )
)]
pub(super) async fn send(
    cx: Cx,
    Path(conversation): Path<ConversationId>,
    Query(options): Query<SendOptions>,
    headers: HeaderMap,
    Json(message): Json<NewMessage>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let (what, reply_to) = message.into_parts()?;
    let wanted = SendMessage {
        conversation,
        what,
        reply_to,
        door: options.door,
        send_at: options.send_at,
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
