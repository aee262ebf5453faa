//! One line.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Line;
use domain::LineId;
use services::{Cx, lines};

/// Show a line
///
/// The provider's ids and the webhook need `connections.view`.
#[utoipa::path(
    get,
    path = "/lines/{line}",
    operation_id = "getLine",
    tag = "Lines",
    responses((status = 200, body = Line), (status = 404, description = "`not_found`"))
)]
pub(super) async fn get(cx: Cx, Path(line): Path<LineId>) -> Result<Json<Line>, Problem> {
    Ok(Json(lines::get(&cx, line).await?.into()))
}
