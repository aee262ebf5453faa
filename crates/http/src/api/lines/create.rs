//! A new line.

use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Line;
use axum::http::StatusCode;
use domain::{MetaAppId, QueueId};
use serde::Deserialize;
use services::lines::NewLine;
use services::{Cx, Secret, lines};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateLine {
    #[schema(example = "Ventas")]
    name: String,
    /// Whose webhooks tell of the number; the installation's app where it is left out.
    meta_app_id: Option<MetaAppId>,
    #[schema(example = "106540352242922")]
    phone_number_id: String,
    #[schema(example = "102290129340398")]
    waba_id: String,
    /// Never shown again.
    #[schema(write_only)]
    access_token: String,
    /// The first queue where it is left out.
    queue_id: Option<QueueId>,
}

/// Connect a line
///
/// Needs `connections.manage`. The token reads the number from Graph first; only then is it claimed.
#[utoipa::path(
    post,
    path = "/lines",
    operation_id = "createLine",
    tag = "Lines",
    responses(
        (status = 201, body = Line),
        (status = 403, description = "`forbidden`"),
        (status = 409, description = "`number_claimed`"),
        (status = 422, description = "`invalid_request`, `graph_refused`, `waba_mismatch`"),
        (status = 503, description = "`graph_unreachable`"),
    )
)]
pub(super) async fn create(
    cx: Cx,
    Json(body): Json<CreateLine>,
) -> Result<(StatusCode, Json<Line>), Problem> {
    let new = NewLine {
        name: body.name,
        meta_app_id: body.meta_app_id,
        phone_number_id: body.phone_number_id,
        waba_id: body.waba_id,
        access_token: Secret::new(body.access_token),
        queue_id: body.queue_id,
    };
    let line = lines::connect(&cx, new).await?;
    Ok((StatusCode::CREATED, Json(line.into())))
}
