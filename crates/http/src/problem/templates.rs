//! Refusals of templates: the linter's findings, and Meta's own words.

use super::{FieldProblem, Problem};
use axum::http::StatusCode;
use domain::Text3;
use serde_json::{Value, json};
use services::templates::{Finding, TemplateError};
use std::time::Duration;

const GRAPH_BACK: Duration = Duration::from_secs(10);

impl From<TemplateError> for Problem {
    fn from(error: TemplateError) -> Self {
        if let TemplateError::Refused(refusal) = error {
            return refusal.into();
        }
        match &error {
            TemplateError::Findings(findings) => {
                let problem =
                    Self::new(StatusCode::UNPROCESSABLE_ENTITY, "template_invalid", &error);
                findings
                    .iter()
                    .fold(problem, |problem, finding| problem.field(field(finding)))
            }
            TemplateError::Exists => Self::new(StatusCode::CONFLICT, "template_exists", &error),
            TemplateError::NotEditable { state } => {
                Self::new(StatusCode::CONFLICT, "template_not_editable", &error)
                    .param("state", state.as_str())
            }
            TemplateError::SampleNotReady => {
                Self::new(StatusCode::CONFLICT, "media_not_ready", &error)
            }
            TemplateError::NoConnection => Self::new(StatusCode::CONFLICT, "no_connection", &error),
            TemplateError::Provider { refused, .. } if refused.unreachable => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "graph_unreachable", &error)
                    .retry_after(GRAPH_BACK)
            }
            TemplateError::Provider {
                refused,
                explanation,
            } => {
                let told = explanation.as_deref();
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "template_refused", &error)
                    .param("graph_code", refused.code)
                    .param("graph_subcode", refused.subcode)
                    .param("graph_message", refused.message.as_str())
                    .param("graph_details", refused.details.clone())
                    .param("cause", told.map_or(Value::Null, |it| text(&it.cause)))
                    .param("action", told.map_or(Value::Null, |it| text(&it.action)))
            }
            // Told above; a reference can't be turned into a problem.
            TemplateError::Refused(_) => Self::ours(),
        }
    }
}

fn field(finding: &Finding) -> FieldProblem {
    FieldProblem {
        field: finding.field.clone(),
        code: finding.code.to_owned(),
        detail: finding.message.en.clone(),
    }
}

fn text(text: &Text3) -> Value {
    json!({ "es": text.es, "en": text.en, "pt": text.pt })
}
