//! A message by hand, as a customer.

use super::Sandbox;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::LineId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use services::sandbox::CustomerMessage;
use services::{Cx, sandbox};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SandboxMessage {
    line_id: LineId,
    from: SandboxSender,
    #[serde(rename = "type", default)]
    kind: SandboxMessageKind,
    /// The text of a text, the caption of a file, the new text of an edit.
    #[schema(example = "Hola, ¿tienen azulejo de talavera?")]
    text: Option<String>,
    /// For a reaction; without it the reaction is taken back.
    emoji: Option<String>,
    /// The id of a message in the chat: quoted, tapped, reacted to, edited, revoked.
    reply_to: Option<String>,
    /// The kind's own object under Meta's names: `{id, caption}` of an image that was put on the
    /// phone, `{latitude, longitude, name, address}`, `{type: "button_reply", button_reply: {id}}`,
    /// `{text}` or `{payload}` of a template's button, `{type: "user_changed_number", wa_id}`, …
    #[serde(default)]
    content: Value,
    #[serde(default)]
    forwarded: bool,
    /// The ad that the chat came from, as Meta tells it.
    referral: Option<Value>,
}

/// By phone, by user id, or both; whoever is not there yet comes to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SandboxSender {
    #[schema(example = "+525555550111")]
    phone: Option<String>,
    user_id: Option<String>,
    name: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SandboxMessageKind {
    #[default]
    Text,
    Image,
    Video,
    Audio,
    Document,
    Sticker,
    Location,
    Contacts,
    Reaction,
    /// A tap on buttons or in a list, or a form filled in.
    Interactive,
    /// A tap on a template's button.
    Button,
    Order,
    System,
    Edit,
    Revoke,
    /// Something that Meta doesn't pass on, such as a poll.
    Unsupported,
    /// An error without a type, as some come.
    Errors,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxMessageSent {
    /// Meta's id of the message.
    id: String,
}

/// Write as a customer
#[utoipa::path(
    post,
    path = "/sandbox/messages",
    operation_id = "sandboxSendAsCustomer",
    tag = "Sandbox",
    responses(
        (status = 201, body = SandboxMessageSent),
        (status = 404, description = "`sandbox_off`, `not_found`"),
    )
)]
pub(super) async fn send(
    cx: Cx,
    simulator: Sandbox,
    Json(body): Json<SandboxMessage>,
) -> Result<(StatusCode, Json<SandboxMessageSent>), Problem> {
    let message = CustomerMessage {
        phone: body.from.phone,
        user_id: body.from.user_id,
        name: body.from.name,
        kind: body.kind.name(),
        text: body.text,
        emoji: body.emoji,
        reply_to: body.reply_to,
        content: body.content,
        forwarded: body.forwarded,
        referral: body.referral,
    };
    let id = sandbox::send_as_customer(&cx, simulator.get(), body.line_id, message).await?;
    Ok((StatusCode::CREATED, Json(SandboxMessageSent { id })))
}

impl SandboxMessageKind {
    /// Meta's name.
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
            Self::Location => "location",
            Self::Contacts => "contacts",
            Self::Reaction => "reaction",
            Self::Interactive => "interactive",
            Self::Button => "button",
            Self::Order => "order",
            Self::System => "system",
            Self::Edit => "edit",
            Self::Revoke => "revoke",
            Self::Unsupported => "unsupported",
            Self::Errors => "errors",
        }
    }
}
