//! The tokens that are not revoked.

use super::view::ApiToken;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct ApiTokens {
    data: Vec<ApiToken>,
}

/// List the API tokens
///
/// Needs `tokens.manage`. The newest comes first.
#[utoipa::path(
    get,
    path = "/api-tokens",
    operation_id = "listApiTokens",
    tag = "API tokens",
    responses((status = 200, body = ApiTokens), (status = 403, description = "`forbidden`"))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<ApiTokens>, Problem> {
    let tokens = people::list_api_tokens(&cx).await?;
    Ok(Json(ApiTokens {
        data: tokens.into_iter().map(ApiToken::from).collect(),
    }))
}
