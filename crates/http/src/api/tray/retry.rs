//! Gives an entry of the tray to the ingest once more.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::UnparsedId;
use services::{Cx, tray};

/// Try to read an entry once more
#[utoipa::path(
    post,
    path = "/unparsed/{unparsed}/retry",
    operation_id = "retryUnparsed",
    tag = "Tray",
    responses((status = 202), (status = 409, description = "`still_unreadable`"))
)]
pub(super) async fn retry(cx: Cx, Path(id): Path<UnparsedId>) -> Result<StatusCode, Problem> {
    tray::retry(&cx, id).await?;
    Ok(StatusCode::ACCEPTED)
}
