//! What an application is told of its templates.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::core::Core;
use crate::meta::webhooks::payload::notice;
use crate::world::Template;

/// Why a template was rejected, in Meta's words and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) text: String,
    pub(crate) advice: String,
}

pub(super) fn status(core: &Arc<Core>, template: &Template, why: Option<&Why>) {
    let mut value = about(template);
    value["event"] = json!(template.status.word());
    value["message_template_category"] = json!(template.category);
    value["reason"] = json!(why.map_or("NONE", |why| why.reason.as_str()));
    if let Some(why) = why {
        value["rejection_info"] = json!({ "reason": why.text, "recommendation": why.advice });
    }
    push(core, template, "message_template_status_update", value);
}

pub(super) fn quality(core: &Arc<Core>, template: &Template, before: &str) {
    let mut value = about(template);
    value["previous_quality_score"] = json!(before);
    value["new_quality_score"] = json!(template.quality);
    push(core, template, "message_template_quality_update", value);
}

pub(super) fn category(core: &Arc<Core>, template: &Template, before: &str) {
    let mut value = about(template);
    value["previous_category"] = json!(before);
    value["new_category"] = json!(template.category);
    push(core, template, "template_category_update", value);
}

/// The category will change, and has not yet.
pub(super) fn category_to_come(core: &Arc<Core>, template: &Template, correct: &str) {
    let mut value = about(template);
    value["new_category"] = json!(template.category);
    value["correct_category"] = json!(correct);
    let at = core.now().as_second() + 24 * 60 * 60;
    value["category_update_timestamp"] = json!(at);
    push(core, template, "template_category_update", value);
}

fn about(template: &Template) -> Value {
    json!({
        // A number in webhooks, a text everywhere else.
        "message_template_id": template.id.parse::<u64>().unwrap_or_default(),
        "message_template_name": template.name,
        "message_template_language": template.language,
    })
}

fn push(core: &Arc<Core>, template: &Template, field: &str, value: Value) {
    let update = notice(&template.waba_id, None, field, value);
    core.outlet.push(core, update);
}
