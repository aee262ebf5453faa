//! Opens a conversation by number.

use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Conversation;
use axum::http::StatusCode;
use domain::LineId;
use serde::Deserialize;
use services::Cx;
use services::conversations::{self, OpenConversation};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenConversationByNumber {
    line_id: LineId,
    /// As people write it; without `+` it is a number of the organization's country.
    #[schema(example = "55 5555 0142")]
    phone: String,
}

/// Open the conversation with a number
#[utoipa::path(
    post,
    path = "/conversations",
    operation_id = "openConversation",
    tag = "Conversations",
    responses(
        (status = 200, body = Conversation, description = "It was there"),
        (status = 201, body = Conversation, description = "It was made"),
        (status = 422, description = "`phone_invalid` with `country`"),
    )
)]
pub(super) async fn open(
    cx: Cx,
    Json(body): Json<OpenConversationByNumber>,
) -> Result<(StatusCode, Json<Conversation>), Problem> {
    let wanted = OpenConversation {
        line: body.line_id,
        phone: body.phone,
    };
    let (view, is_new) = conversations::open(&cx, wanted).await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(Conversation::new(view, cx.now))))
}
