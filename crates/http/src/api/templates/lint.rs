//! Tells what Meta would reject.

use super::create::TemplateDraft;
use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Text3;
use domain::template::Finding;
use serde::Serialize;
use services::{Cx, templates};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct TemplateFindings {
    /// Empty where Meta should take it.
    findings: Vec<TemplateFinding>,
}

/// One thing to mend.
#[derive(Serialize, ToSchema)]
pub(super) struct TemplateFinding {
    /// A stable word.
    #[schema(example = "variable_leading")]
    code: &'static str,
    /// `error` where Meta would refuse it, `warning` where it might.
    severity: TemplateSeverity,
    #[schema(example = "body")]
    field: String,
    limit: Option<u64>,
    message: Text3,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TemplateSeverity {
    Error,
    Warning,
}

impl From<Finding> for TemplateFinding {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            severity: match finding.severity {
                templates::Severity::Error => TemplateSeverity::Error,
                templates::Severity::Warning => TemplateSeverity::Warning,
            },
            field: finding.field,
            limit: finding.limit,
            message: finding.message.into(),
        }
    }
}

/// Tell what Meta would reject in a template, submitting nothing
#[utoipa::path(
    post,
    path = "/templates/lint",
    operation_id = "lintTemplate",
    tag = "Templates",
    responses((status = 200, body = TemplateFindings))
)]
pub(super) async fn lint(
    cx: Cx,
    Json(draft): Json<TemplateDraft>,
) -> Result<Json<TemplateFindings>, Problem> {
    let findings = templates::lint(&cx, &draft.into())?;
    Ok(Json(TemplateFindings {
        findings: findings.into_iter().map(TemplateFinding::from).collect(),
    }))
}
