//! A template as clients see it.

use crate::view::Text3;
use domain::template::rejection_cause;
use domain::{ParameterFormat, TemplateCategory, TemplateId, TemplateState, Time};
use serde::Serialize;
use serde_json::Value;
use services::templates::TemplateView;
use utoipa::ToSchema;

/// A text that Meta reviews before it may be sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Template {
    id: TemplateId,
    #[schema(example = "102290129340398")]
    waba_id: String,
    provider_id: Option<String>,
    #[schema(example = "pedido_listo")]
    name: String,
    #[schema(example = "es_MX")]
    language: String,
    category: TemplateCategory,
    state: TemplateState,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`, as Meta writes it.
    quality: Option<String>,
    rejection: Option<Rejection>,
    announced: Announcement,
    parameter_format: ParameterFormat,
    /// Meta's components.
    #[schema(value_type = Vec<std::collections::HashMap<String, Value>>)]
    components: Value,
    created_at: Time,
    updated_at: Time,
    usage: Usage,
}

/// Why Meta refused it.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Rejection {
    /// Meta's word.
    #[schema(example = "INVALID_FORMAT")]
    reason: String,
    cause: Text3,
    /// Meta's own words, where it gave some.
    explanation: Option<String>,
    recommendation: Option<String>,
}

/// What Meta is going to do with it, and has not done yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Announcement {
    /// The category that it will be moved to.
    category: Option<TemplateCategory>,
    /// When it will be disabled, in Meta's words.
    #[schema(example = "2026-12-01")]
    disable_at: Option<String>,
}

/// How many messages of it went out, arrived, and were read.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Usage {
    sent: i64,
    delivered: i64,
    read: i64,
}

impl From<TemplateView> for Template {
    fn from(view: TemplateView) -> Self {
        let TemplateView { template, usage } = view;
        Self {
            id: template.id,
            waba_id: template.waba_id,
            provider_id: template.provider_id,
            name: template.name,
            language: template.language,
            category: template.category,
            state: template.state,
            quality: template.quality,
            rejection: template.rejection.map(|rejection| Rejection {
                cause: rejection_cause(&rejection.reason).into(),
                reason: rejection.reason,
                explanation: rejection.explanation,
                recommendation: rejection.recommendation,
            }),
            announced: Announcement {
                category: template.announced.category,
                disable_at: template.announced.disable_at,
            },
            parameter_format: template.parameter_format,
            components: template.components,
            created_at: template.created_at,
            updated_at: template.updated_at,
            usage: Usage {
                sent: usage.sent,
                delivered: usage.delivered,
                read: usage.read,
            },
        }
    }
}
