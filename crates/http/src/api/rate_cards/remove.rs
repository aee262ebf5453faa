//! Takes an organization's own rate card away.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::RateCardId;
use services::{Cx, rate_cards};

/// Remove a rate card of your own
///
/// Needs `spend.manage`. What was charged by it stays as it is.
#[utoipa::path(
    delete,
    path = "/rate-cards/{rate_card}",
    operation_id = "removeRateCard",
    tag = "Spend",
    responses(
        (status = 204),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn remove(cx: Cx, Path(id): Path<RateCardId>) -> Result<StatusCode, Problem> {
    rate_cards::remove(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
