//! A message by hand, as a customer.

use super::Sandbox;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::LineId;
use serde::{Deserialize, Serialize};
use services::sandbox::{CustomerMessage, SimulatedKind};
use services::{Cx, sandbox};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SandboxMessage {
    line_id: LineId,
    from: SandboxSender,
    #[serde(rename = "type", default)]
    kind: SandboxMessageKind,
    #[schema(example = "Hola, ¿tienen azulejo de talavera?")]
    text: Option<String>,
    /// For a reaction; without it the reaction is taken back.
    emoji: Option<String>,
    /// The id of a message in the chat.
    reply_to: Option<String>,
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
    Reaction,
    /// Something that Meta doesn't pass on, such as a poll.
    Unsupported,
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
        kind: match body.kind {
            SandboxMessageKind::Text => SimulatedKind::Text,
            SandboxMessageKind::Reaction => SimulatedKind::Reaction,
            SandboxMessageKind::Unsupported => SimulatedKind::Unsupported,
        },
        text: body.text,
        emoji: body.emoji,
        reply_to: body.reply_to,
    };
    let id = sandbox::send_as_customer(&cx, simulator.get(), body.line_id, message).await?;
    Ok((StatusCode::CREATED, Json(SandboxMessageSent { id })))
}
