//! A token taken back.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::ApiTokenId;
use services::{Cx, people};

/// Revoke an API token
///
/// Needs `tokens.manage`. It stops working at its next call.
#[utoipa::path(
    delete,
    path = "/api-tokens/{token}",
    operation_id = "revokeApiToken",
    tag = "API tokens",
    responses(
        (status = 204),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn revoke(cx: Cx, Path(token): Path<ApiTokenId>) -> Result<StatusCode, Problem> {
    people::revoke_api_token(&cx, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
