//! An app's name and secret.

use super::view::MetaApp;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::MetaAppId;
use serde::Deserialize;
use services::meta_apps::MetaAppChanges;
use services::{Cx, Secret, meta_apps};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateMetaApp {
    #[schema(example = "Tienda")]
    name: Option<String>,
    /// The secret before stays valid beside it; never shown again.
    #[schema(write_only)]
    app_secret: Option<String>,
}

/// Change a Meta app
///
/// Needs `connections.manage`. The installation's own app is its operator's to change.
#[utoipa::path(
    patch,
    path = "/meta-apps/{meta_app}",
    operation_id = "updateMetaApp",
    tag = "Meta apps",
    responses(
        (status = 200, body = MetaApp),
        (status = 403, description = "`forbidden`, `installation_app`"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn update(
    cx: Cx,
    Path(app): Path<MetaAppId>,
    Json(body): Json<UpdateMetaApp>,
) -> Result<Json<MetaApp>, Problem> {
    let changes = MetaAppChanges {
        name: body.name,
        app_secret: body.app_secret.map(Secret::new),
    };
    Ok(Json(meta_apps::update(&cx, app, changes).await?.into()))
}
