//! Takes a template away.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::TemplateId;
use services::{Cx, templates};

/// Delete one language of a template, at Meta too
///
/// Meta keeps the name of one that was approved blocked for thirty days.
#[utoipa::path(
    delete,
    path = "/templates/{template}",
    operation_id = "deleteTemplate",
    tag = "Templates",
    responses(
        (status = 204),
        (status = 409, description = "`no_connection`"),
        (status = 422, description = "`template_refused` with Meta's own words"),
    )
)]
pub(super) async fn remove(cx: Cx, Path(id): Path<TemplateId>) -> Result<StatusCode, Problem> {
    templates::remove(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
