//! Submits a template to Meta.

use super::view::Template;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::template::Draft;
use domain::{LineId, ParameterFormat, TemplateCategory};
use serde::Deserialize;
use serde_json::Value;
use services::Cx;
use services::templates::{self, CreateTemplate};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTemplate {
    /// Whose business account it will belong to.
    line_id: LineId,
    /// Lower-case letters, digits and underscores; 512 characters at most.
    #[schema(example = "pedido_listo")]
    name: String,
    #[schema(example = "es_MX")]
    language: String,
    #[schema(example = "utility")]
    category: TemplateCategory,
    /// `positional` where it is left out.
    #[serde(default = "positional")]
    parameter_format: ParameterFormat,
    /// Meta's components, with examples; a stored file of a header stands as `example.media_id`.
    #[schema(
        value_type = Vec<std::collections::HashMap<String, Value>>,
        example = json!([{ "type": "BODY", "text": "Su pedido está listo para recoger." }])
    )]
    components: Value,
}

/// A template as it is written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateDraft {
    /// Lower-case letters, digits and underscores; 512 characters at most.
    #[schema(example = "pedido_listo")]
    name: String,
    #[schema(example = "es_MX")]
    language: String,
    #[schema(example = "utility")]
    category: TemplateCategory,
    /// `positional` where it is left out.
    #[serde(default = "positional")]
    parameter_format: ParameterFormat,
    /// Meta's components, with examples; a stored file of a header stands as `example.media_id`.
    #[schema(
        value_type = Vec<std::collections::HashMap<String, Value>>,
        example = json!([{ "type": "BODY", "text": "Su pedido está listo para recoger." }])
    )]
    components: Value,
}

const fn positional() -> ParameterFormat {
    ParameterFormat::Positional
}

impl From<TemplateDraft> for Draft {
    fn from(draft: TemplateDraft) -> Self {
        Self {
            name: draft.name,
            language: draft.language,
            category: draft.category,
            parameter_format: draft.parameter_format,
            components: draft.components,
        }
    }
}

/// Submit a template to Meta's review
#[utoipa::path(
    post,
    path = "/templates",
    operation_id = "createTemplate",
    tag = "Templates",
    responses(
        (status = 201, body = Template),
        (status = 409, description = "`template_exists`, `no_connection`"),
        (status = 422, description = "`template_invalid` with the linter's findings as `errors`; `template_refused` with `graph_code`, `graph_message`, `cause` and `action`"),
        (status = 503, description = "`graph_unreachable`"),
    )
)]
pub(super) async fn create(
    cx: Cx,
    Json(body): Json<NewTemplate>,
) -> Result<(StatusCode, Json<Template>), Problem> {
    let wanted = CreateTemplate {
        line: body.line_id,
        draft: Draft {
            name: body.name,
            language: body.language,
            category: body.category,
            parameter_format: body.parameter_format,
            components: body.components,
        },
    };
    let created = templates::create(&cx, wanted).await?;
    Ok((StatusCode::CREATED, Json(created.into())))
}
