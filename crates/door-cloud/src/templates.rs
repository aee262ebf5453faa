//! Templates of the house as Graph wants them, and back.

use domain::{ParameterFormat, TemplateCategory, TemplateState};
use door::{NewTemplate, ProviderTemplate, ProviderTemplates, Submitted, TemplateEdit};
use graph::client::{MetaTemplate, TemplateCreated, TemplatePage};
use serde_json::{Map, Value, json};

pub(crate) fn page(page: TemplatePage) -> ProviderTemplates {
    ProviderTemplates {
        templates: page.templates.into_iter().map(one).collect(),
        next: page.after,
    }
}

fn one(info: MetaTemplate) -> ProviderTemplate {
    ProviderTemplate {
        provider_id: info.id,
        name: info.name,
        language: info.language,
        state: TemplateState::from_meta(&info.status),
        category: TemplateCategory::from_meta(&info.category),
        parameter_format: info
            .parameter_format
            .as_deref()
            .map_or(ParameterFormat::Positional, ParameterFormat::from_meta),
        components: info.components,
        quality: info.quality,
        rejected_reason: info.rejected_reason,
    }
}

pub(crate) fn new(template: &NewTemplate) -> Value {
    json!({
        "name": template.name,
        "language": template.language,
        "category": template.category.to_meta(),
        "parameter_format": template.parameter_format.to_meta(),
        "components": template.components,
    })
}

pub(crate) fn submitted(created: TemplateCreated) -> Submitted {
    Submitted {
        provider_id: created.id,
        state: created
            .status
            .as_deref()
            .map_or(TemplateState::Pending, TemplateState::from_meta),
        category: created.category.as_deref().map(TemplateCategory::from_meta),
    }
}

pub(crate) fn edit(edit: &TemplateEdit) -> Value {
    let mut change = Map::new();
    if let Some(category) = edit.category {
        change.insert("category".to_owned(), json!(category.to_meta()));
    }
    if let Some(components) = &edit.components {
        change.insert("components".to_owned(), components.clone());
    }
    Value::Object(change)
}
