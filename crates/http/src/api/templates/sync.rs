//! Reads the templates of a line's business account from Meta.

use crate::extract::Json;
use crate::problem::Problem;
use domain::LineId;
use serde::{Deserialize, Serialize};
use services::{Cx, templates};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SyncTemplates {
    line_id: LineId,
}

/// What a reading changed here.
#[derive(Serialize, ToSchema)]
pub(super) struct TemplatesSynced {
    found: usize,
    changed: usize,
    removed: usize,
}

/// Read every template of a line's business account from Meta
#[utoipa::path(
    post,
    path = "/templates/sync",
    operation_id = "syncTemplates",
    tag = "Templates",
    responses(
        (status = 200, body = TemplatesSynced),
        (status = 409, description = "`no_connection`"),
        (status = 422, description = "`template_refused` with Meta's own words"),
        (status = 503, description = "`graph_unreachable`"),
    )
)]
pub(super) async fn sync(
    cx: Cx,
    Json(body): Json<SyncTemplates>,
) -> Result<Json<TemplatesSynced>, Problem> {
    let synced = templates::sync(&cx, body.line_id).await?;
    Ok(Json(TemplatesSynced {
        found: synced.found,
        changed: synced.changed,
        removed: synced.removed,
    }))
}
