//! The apps that the organization may use.

use super::view::MetaApp;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, meta_apps};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct MetaApps {
    data: Vec<MetaApp>,
}

/// List the Meta apps
///
/// Needs `connections.view`. The installation's own comes first.
#[utoipa::path(
    get,
    path = "/meta-apps",
    operation_id = "listMetaApps",
    tag = "Meta apps",
    responses((status = 200, body = MetaApps), (status = 403, description = "`forbidden`"))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<MetaApps>, Problem> {
    let apps = meta_apps::list(&cx).await?;
    Ok(Json(MetaApps {
        data: apps.into_iter().map(MetaApp::from).collect(),
    }))
}
