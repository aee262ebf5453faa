//! A customer opens the chat.

use super::Sandbox;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::LineId;
use serde::Deserialize;
use services::{Cx, sandbox};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SandboxRead {
    line_id: LineId,
    /// The customer's phone, or user id.
    phone: String,
    /// The id of a voice note that the customer also listens to.
    played: Option<String>,
}

/// Open the chat as the customer
#[utoipa::path(
    post,
    path = "/sandbox/read",
    operation_id = "sandboxMarkRead",
    tag = "Sandbox",
    responses((status = 204), (status = 404, description = "`sandbox_off`, `not_found`"))
)]
pub(super) async fn mark(
    cx: Cx,
    simulator: Sandbox,
    Json(body): Json<SandboxRead>,
) -> Result<StatusCode, Problem> {
    sandbox::mark_read(&cx, simulator.get(), body.line_id, &body.phone).await?;
    if let Some(id) = &body.played {
        sandbox::mark_played(&cx, simulator.get(), body.line_id, &body.phone, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
