//! Changes a template at Meta.

use super::view::Template;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::{TemplateCategory, TemplateId};
use serde::Deserialize;
use serde_json::Value;
use services::Cx;
use services::templates::{self, ChangeTemplate};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateChange {
    /// Of one that is not approved.
    category: Option<TemplateCategory>,
    #[schema(value_type = Option<Vec<std::collections::HashMap<String, Value>>>)]
    components: Option<Value>,
}

/// Change a template; Meta reviews it again
#[utoipa::path(
    patch,
    path = "/templates/{template}",
    operation_id = "updateTemplate",
    tag = "Templates",
    responses(
        (status = 200, body = Template),
        (status = 409, description = "`template_not_editable` with `state`, `no_connection`"),
        (status = 422, description = "What createTemplate answers"),
    )
)]
pub(super) async fn change(
    cx: Cx,
    Path(id): Path<TemplateId>,
    Json(body): Json<TemplateChange>,
) -> Result<Json<Template>, Problem> {
    let wanted = ChangeTemplate {
        category: body.category,
        components: body.components,
    };
    Ok(Json(templates::change(&cx, id, wanted).await?.into()))
}
