//! A new token.

use super::view::ApiToken;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::Permission;
use serde::Deserialize;
use services::people::NewApiToken;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateApiToken {
    #[schema(example = "Orders from the web shop")]
    name: String,
    /// What the program may do; nothing that you may not do yourself.
    #[schema(example = json!(["conversations.read", "messages.send"]))]
    scopes: Vec<Permission>,
    /// 600 where it is left out.
    #[schema(example = 600, minimum = 1, maximum = 60000)]
    quota_per_minute: Option<i64>,
}

/// Make an API token
///
/// Needs `tokens.manage`. The secret is in this answer alone: keep it.
#[utoipa::path(
    post,
    path = "/api-tokens",
    operation_id = "createApiToken",
    tag = "API tokens",
    responses(
        (status = 201, body = ApiToken),
        (status = 403, description = "`forbidden`"),
        (status = 422, description = "`invalid_request`; the field `scopes` may say `scope_not_held`"),
    )
)]
pub(super) async fn create(
    cx: Cx,
    Json(body): Json<CreateApiToken>,
) -> Result<(StatusCode, Json<ApiToken>), Problem> {
    let new = NewApiToken {
        name: body.name,
        scopes: body.scopes,
        quota_per_minute: body.quota_per_minute,
    };
    let created = people::create_api_token(&cx, new).await?;
    Ok((StatusCode::CREATED, Json(created.into())))
}
