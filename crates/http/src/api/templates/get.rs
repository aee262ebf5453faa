//! One template.

use super::view::Template;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::TemplateId;
use services::{Cx, templates};

/// Get a template
#[utoipa::path(
    get,
    path = "/templates/{template}",
    operation_id = "getTemplate",
    tag = "Templates",
    responses((status = 200, body = Template))
)]
pub(super) async fn get(cx: Cx, Path(id): Path<TemplateId>) -> Result<Json<Template>, Problem> {
    Ok(Json(templates::get(&cx, id).await?.into()))
}
