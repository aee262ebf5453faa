//! Templates by name.

use super::view::Template;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use domain::{LineId, TemplateCategory, TemplateState};
use serde::{Deserialize, Serialize};
use services::Cx;
use services::templates::{self, ListTemplates};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Those that this line may send.
    line_id: Option<LineId>,
    state: Option<TemplateState>,
    category: Option<TemplateCategory>,
    #[param(example = "es_MX")]
    language: Option<String>,
    /// A part of the name or of a text; accents and case do not matter.
    q: Option<String>,
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct TemplateList {
    data: Vec<Template>,
    next_cursor: Option<String>,
    as_of: i64,
}

/// List templates by name
#[utoipa::path(
    get,
    path = "/templates",
    operation_id = "listTemplates",
    tag = "Templates",
    params(Which),
    responses((status = 200, body = TemplateList))
)]
pub(super) async fn list(
    cx: Cx,
    Query(which): Query<Which>,
) -> Result<Json<TemplateList>, Problem> {
    let wanted = ListTemplates {
        line: which.line_id,
        state: which.state,
        category: which.category,
        language: which.language,
        text: which.q,
        limit: which.limit,
        cursor: which.cursor,
    };
    let page = templates::list(&cx, wanted).await?;
    Ok(Json(TemplateList {
        data: page.data.into_iter().map(Template::from).collect(),
        next_cursor: page.next_cursor,
        as_of: page.as_of,
    }))
}
