//! The provider's own form of a message.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::MessageId;
use serde::Serialize;
use serde_json::Value;
use services::{Cx, messages};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct MessageRaw {
    /// As Meta sent it; a text where it is no JSON.
    body: Value,
}

/// Look at a message as Meta sent it
#[utoipa::path(
    get,
    path = "/messages/{message}/raw",
    operation_id = "getMessageRaw",
    tag = "Messages",
    responses((status = 200, body = MessageRaw))
)]
pub(super) async fn raw(cx: Cx, Path(id): Path<MessageId>) -> Result<Json<MessageRaw>, Problem> {
    let raw = messages::raw(&cx, id).await?;
    let body = serde_json::from_str(&raw).unwrap_or(Value::String(raw));
    Ok(Json(MessageRaw { body }))
}
