//! A customer's screen.

use super::Sandbox;
use super::view::SandboxChat;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use domain::LineId;
use serde::Deserialize;
use services::{Cx, sandbox};
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    line_id: LineId,
    /// The customer's phone, or user id.
    phone: String,
    /// Waits up to 20 seconds until the chat's version is another.
    version: Option<u64>,
}

/// Look at a customer's phone
#[utoipa::path(
    get,
    path = "/sandbox/chats",
    operation_id = "sandboxGetChat",
    tag = "Sandbox",
    params(Which),
    responses((status = 200, body = SandboxChat), (status = 404, description = "`sandbox_off`, `not_found`"))
)]
pub(super) async fn get(
    cx: Cx,
    simulator: Sandbox,
    Query(which): Query<Which>,
) -> Result<Json<SandboxChat>, Problem> {
    let chat = sandbox::chat(
        &cx,
        simulator.get(),
        which.line_id,
        &which.phone,
        which.version,
    )
    .await?;
    Ok(Json(chat.into()))
}
