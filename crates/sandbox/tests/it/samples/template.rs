//! A template that fits a message: what the message fills in, the template asks for.

use std::fmt::Write;

use aldaba_sandbox::TemplateSpec;
use serde_json::{Value, json};

use crate::stage::WABA;

pub(super) fn template_for(body: &Value) -> TemplateSpec {
    let template = &body["template"];
    let sent = template["components"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let (mut parts, mut buttons) = (Vec::new(), Vec::new());
    let mut text = "Hi".to_owned();
    for component in &sent {
        let parameters = component["parameters"].as_array().map_or(0, Vec::len);
        match component["type"].as_str().unwrap() {
            "header" => {
                let format = component["parameters"][0]["type"].as_str().unwrap();
                parts.push(json!({ "type": "HEADER", "format": format.to_uppercase() }));
            }
            "body" => {
                for number in 1..=parameters {
                    write!(text, ", word {{{{{number}}}}} word").unwrap();
                }
            }
            _ => {
                let kind = component["sub_type"].as_str().unwrap().to_uppercase();
                buttons.push(json!({ "type": kind, "text": "Tap" }));
            }
        }
    }
    parts.push(json!({ "type": "BODY", "text": text }));
    if !buttons.is_empty() {
        parts.push(json!({ "type": "BUTTONS", "buttons": buttons }));
    }
    serde_json::from_value(json!({
        "waba_id": WABA,
        "name": template["name"],
        "language": template["language"]["code"],
        "category": "UTILITY",
        "components": parts,
    }))
    .unwrap()
}
