//! Opens a conversation with a contact or a number.

use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Conversation;
use axum::http::StatusCode;
use domain::{ContactId, LineId};
use serde::Deserialize;
use services::conversations::{self, OpenConversation, With};
use services::{Cx, Refusal};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenConversationWith {
    line_id: LineId,
    /// A contact, or else a number.
    contact_id: Option<ContactId>,
    /// As people write it; without `+` it is a number of the organization's country.
    #[schema(example = "55 5555 0142")]
    phone: Option<String>,
}

/// Open the conversation with a contact or a number
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
    Json(body): Json<OpenConversationWith>,
) -> Result<(StatusCode, Json<Conversation>), Problem> {
    let with = match (body.contact_id, body.phone) {
        (Some(contact), None) => With::Contact(contact),
        (None, Some(phone)) => With::Phone(phone),
        (Some(_), Some(_)) | (None, None) => {
            let detail = "give either a contact_id or a phone";
            return Err(Refusal::invalid("phone", "ambiguous", detail).into());
        }
    };
    let wanted = OpenConversation {
        line: body.line_id,
        with,
    };
    let (view, is_new) = conversations::open(&cx, wanted).await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(Conversation::new(view, cx.now))))
}
