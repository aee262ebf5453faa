//! A message that has not left yet: other words, another moment, or now.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Message;
use domain::outbound::Content;
use domain::{MessageId, Time};
use serde::Deserialize;
use services::messages::{self, MessageChange, When};
use services::{Cx, Refusal};
use utoipa::ToSchema;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditMessage {
    /// Of a text.
    text: Option<EditedText>,
    /// Not before this moment, at most 90 days ahead.
    send_at: Option<Time>,
    /// It goes as soon as it can.
    #[serde(default)]
    send_now: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditedText {
    #[schema(example = "Su pedido llega mañana a las 10.")]
    body: String,
    #[serde(default)]
    preview_url: bool,
}

/// Change a message that has not left yet
///
/// Its words, where it is a text; the moment at which it goes; or both.
#[utoipa::path(
    patch,
    path = "/messages/{message}",
    operation_id = "editMessage",
    tag = "Messages",
    responses(
        (status = 200, body = Message),
        (status = 409, description = "`on_its_way`, `not_text`; with `send_now` also `window_closed`, `contact_blocked`, `line_disabled`, `door_unavailable`"),
        (status = 422, description = "`text_empty`, `text_too_long`, `schedule_out_of_range`"),
    )
)]
pub(super) async fn edit(
    cx: Cx,
    Path(id): Path<MessageId>,
    Json(body): Json<EditMessage>,
) -> Result<Json<Message>, Problem> {
    let change = body.into_change()?;
    Ok(Json(messages::edit(&cx, id, change).await?.into()))
}

impl EditMessage {
    fn into_change(self) -> Result<MessageChange, Refusal> {
        let when = match (self.send_at, self.send_now) {
            (Some(_), true) => {
                let detail = "give either a moment or send_now";
                return Err(Refusal::invalid("send_at", "ambiguous", detail));
            }
            (Some(at), false) => Some(When::At(at)),
            (None, true) => Some(When::Now),
            (None, false) => None,
        };
        if self.text.is_none() && when.is_none() {
            let detail = "give a text, a moment, or send_now";
            return Err(Refusal::invalid("text", "required", detail));
        }
        let text = self.text.map(|text| Content::Text {
            body: text.body,
            preview_url: text.preview_url,
        });
        Ok(MessageChange { text, when })
    }
}
