//! What happens to a template: reviewed, paused, rated, moved to another category, changed.

use serde_json::{Value, json};

use crate::json::Object;

/// The fields that are read as a [`TemplateValue`].
pub const FIELDS: [&str; 5] = [
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
    "template_correct_category_detection",
];

/// Each field of Meta fills some of these; the others are absent.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateValue {
    pub id: String,
    pub name: Option<String>,
    pub language: Option<String>,
    pub category: Option<String>,
    /// `APPROVED`, `REJECTED`, `PAUSED`, ….
    pub event: Option<String>,
    pub reason: Option<String>,
    pub explanation: Option<String>,
    pub recommendation: Option<String>,
    pub disable_date: Option<String>,
    pub previous_quality: Option<String>,
    pub new_quality: Option<String>,
    pub previous_category: Option<String>,
    pub new_category: Option<String>,
    pub correct_category: Option<String>,
    /// In the form of a template's `components`.
    pub components: Option<Value>,
}

impl TemplateValue {
    pub(super) fn read(o: &Object) -> Option<Self> {
        let rejection = o.object("rejection_info");
        let of_rejection = |name| rejection.as_ref().and_then(|it| it.text(name));
        let other = o.object("other_info");
        let of_other = |name| other.as_ref().and_then(|it| it.text(name));
        Some(Self {
            id: o.text("message_template_id")?,
            name: o.text("message_template_name"),
            language: o.text("message_template_language"),
            category: o.text("message_template_category"),
            event: o.text("event"),
            reason: o.text("reason").filter(|reason| reason != "NONE"),
            explanation: of_rejection("reason").or_else(|| of_other("description")),
            recommendation: of_rejection("recommendation").or_else(|| of_other("title")),
            disable_date: o
                .object("disable_info")
                .and_then(|it| it.text("disable_date")),
            previous_quality: o.text("previous_quality_score"),
            new_quality: o.text("new_quality_score"),
            previous_category: o.text("previous_category"),
            new_category: o.text("new_category"),
            correct_category: o.text("correct_category"),
            components: components(o),
        })
    }
}

fn components(o: &Object) -> Option<Value> {
    let part = |kind: &str, name: &str| {
        let text = o.text(name).filter(|text| !text.is_empty())?;
        Some(json!({ "type": kind, "text": text }))
    };
    let mut header = part("HEADER", "message_template_title");
    if let Some(header) = &mut header {
        header["format"] = "TEXT".into();
    }
    let body = part("BODY", "message_template_element")?;
    let footer = part("FOOTER", "message_template_footer");
    let buttons: Vec<Value> = o
        .objects("message_template_buttons")
        .map(|it| button(&it))
        .collect();
    let buttons = (!buttons.is_empty()).then(|| json!({ "type": "BUTTONS", "buttons": buttons }));
    let all = [header, Some(body), footer, buttons];
    Some(all.into_iter().flatten().collect())
}

fn button(o: &Object) -> Value {
    let mut button = json!({});
    for (ours, theirs) in [
        ("type", "message_template_button_type"),
        ("text", "message_template_button_text"),
        ("url", "message_template_button_url"),
        ("phone_number", "message_template_button_phone_number"),
    ] {
        if let Some(text) = o.text(theirs) {
            button[ours] = text.into();
        }
    }
    button
}
