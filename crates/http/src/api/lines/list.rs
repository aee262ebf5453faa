//! Every line.

use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Line;
use serde::Serialize;
use services::{Cx, lines};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Lines {
    data: Vec<Line>,
}

/// List the lines
///
/// The oldest comes first. The provider's ids and the webhooks need `connections.view`.
#[utoipa::path(
    get,
    path = "/lines",
    operation_id = "listLines",
    tag = "Lines",
    responses((status = 200, body = Lines))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<Lines>, Problem> {
    let lines = lines::list(&cx).await?;
    Ok(Json(Lines {
        data: lines.into_iter().map(Line::from).collect(),
    }))
}
