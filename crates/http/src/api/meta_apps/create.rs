//! A new app of the organization's own.

use super::view::MetaApp;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use serde::Deserialize;
use services::meta_apps::NewMetaApp;
use services::{Cx, Secret, meta_apps};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateMetaApp {
    #[schema(example = "Tienda")]
    name: String,
    #[schema(example = "670843887433847")]
    app_id: String,
    /// Never shown again.
    #[schema(write_only)]
    app_secret: String,
}

/// Add a Meta app
///
/// Needs `connections.manage`. Copy the webhook address and the verify token into the app's settings at Meta.
#[utoipa::path(
    post,
    path = "/meta-apps",
    operation_id = "createMetaApp",
    tag = "Meta apps",
    responses(
        (status = 201, body = MetaApp),
        (status = 403, description = "`forbidden`"),
        (status = 409, description = "`meta_app_exists`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn create(
    cx: Cx,
    Json(body): Json<CreateMetaApp>,
) -> Result<(StatusCode, Json<MetaApp>), Problem> {
    let new = NewMetaApp {
        name: body.name,
        app_id: body.app_id,
        app_secret: Secret::new(body.app_secret),
    };
    let app = meta_apps::create(&cx, new).await?;
    Ok((StatusCode::CREATED, Json(app.into())))
}
