//! Reading templates.

use serde_json::{Map, Value, json};

use crate::core::Core;
use crate::meta::fields::{Shape, select};
use crate::meta::paging::page;
use crate::meta::{GraphRequest, Refusal};
use crate::world::Template;

const TEMPLATE: Shape = Shape {
    node_type: "WhatsAppMessageTemplate",
    defaults: &[
        "name",
        "parameter_format",
        "components",
        "language",
        "status",
        "category",
        "previous_category",
    ],
};

/// How many templates a verified account may have.
pub(super) const MOST: usize = 6_000;

pub(crate) fn one(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let object = core.with(|world| world.templates.get(id).map(object));
    let object = object.ok_or_else(|| Refusal::unsupported("GET", id))?;
    select(&TEMPLATE, object, request.text("fields").as_deref())
}

pub(crate) fn list(core: &Core, waba_id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let filter = Filter::read(request)?;
    let (all, items) = core.with(|world| {
        let all = world.templates.of_waba(waba_id).count();
        let matching = world
            .templates
            .of_waba(waba_id)
            .filter(|it| filter.takes(it));
        let items: Vec<_> = matching.map(|it| (it.id.clone(), object(it))).collect();
        (all, items)
    });
    let found = items.len();
    let mut answer = page(
        core,
        &format!("{waba_id}/message_templates"),
        request,
        &TEMPLATE,
        items,
    )?;
    if let Some(asked) = request.text("summary") {
        answer["summary"] = summary(&asked, all, found);
    }
    Ok(answer)
}

fn summary(asked: &str, all: usize, found: usize) -> Value {
    let facts = json!({
        "total_count": found,
        "message_template_count": all,
        "message_template_limit": MOST,
        "are_translations_complete": true,
    });
    let wanted = |name: &str| asked == "true" || asked.split(',').any(|it| it.trim() == name);
    let facts = facts.as_object().cloned().unwrap_or_default();
    Value::Object(facts.into_iter().filter(|(name, _)| wanted(name)).collect())
}

fn object(template: &Template) -> Map<String, Value> {
    let object = json!({
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "status": template.status.word(),
        "category": template.category,
        "previous_category": template.previous_category,
        "correct_category": null,
        "sub_category": null,
        "components": template.components,
        "parameter_format": if template.named { "NAMED" } else { "POSITIONAL" },
        "quality_score": {
            "score": template.quality,
            "date": template.updated_at.as_second(),
        },
        "rejected_reason": template.rejected_reason,
        "last_updated_time": template.updated_at.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string(),
        "message_send_ttl_seconds": template.ttl_seconds,
        "cta_url_link_tracking_opted_out": false,
        "library_template_name": null,
    });
    object.as_object().cloned().unwrap_or_default()
}

/// What a list is narrowed to; each a word or several.
struct Filter {
    words: Vec<(&'static str, Vec<String>)>,
    name_or_content: Option<String>,
}

impl Filter {
    fn read(request: &GraphRequest) -> Result<Self, Refusal> {
        let mut words = Vec::new();
        for name in ["status", "category", "language", "name", "quality_score"] {
            let Some(text) = request.text(name).filter(|it| !it.is_empty()) else {
                continue;
            };
            let several = if text.starts_with('[') {
                serde_json::from_str(&text).map_err(|_| Refusal::wrong_type(name, "an array"))?
            } else {
                text.split(',').map(|it| it.trim().to_owned()).collect()
            };
            words.push((name, several));
        }
        Ok(Self {
            words,
            name_or_content: request.text("name_or_content").map(|it| it.to_lowercase()),
        })
    }

    fn takes(&self, template: &Template) -> bool {
        let is_one = |(name, several): &(&'static str, Vec<String>)| {
            let own = match *name {
                "status" => template.status.word(),
                "category" => &template.category,
                "language" => &template.language,
                "name" => &template.name,
                _ => &template.quality,
            };
            several.iter().any(|it| it.eq_ignore_ascii_case(own))
        };
        self.words.iter().all(is_one)
            && self.name_or_content.as_ref().is_none_or(|part| {
                template.name.contains(part.as_str())
                    || json!(template.components)
                        .to_string()
                        .to_lowercase()
                        .contains(part.as_str())
            })
    }
}
