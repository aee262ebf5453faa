//! Rules of a template's buttons.

use super::super::shape::{is, list, variables};
use super::Findings;
use serde_json::Value;
use std::collections::HashSet;

const MAX_BUTTONS: usize = 10;
const MAX_TEXT: usize = 25;
const MAX_URL: usize = 2000;
const MAX_PHONE: usize = 20;
const MAX_COUPON: usize = 20;
/// How many of one type may stand in a template.
const MOST: [(&str, usize, &str); 4] = [
    ("URL", 2, "too_many_url_buttons"),
    ("PHONE_NUMBER", 1, "too_many_phone_buttons"),
    ("COPY_CODE", 1, "too_many_code_buttons"),
    ("FLOW", 1, "too_many_flow_buttons"),
];
const TYPES: [&str; 9] = [
    "QUICK_REPLY",
    "URL",
    "PHONE_NUMBER",
    "COPY_CODE",
    "FLOW",
    "CATALOG",
    "MPM",
    "SPM",
    "VOICE_CALL",
];

pub(super) fn check(findings: &mut Findings, buttons: &Value, field: &str) {
    let buttons = list(buttons);
    if buttons.is_empty() {
        findings.add("buttons_required", field);
    }
    if buttons.len() > MAX_BUTTONS {
        findings.over("too_many_buttons", field, MAX_BUTTONS);
    }
    for (kind, most, code) in MOST {
        let count = buttons.iter().filter(|it| is(&it["type"], kind)).count();
        if count > most {
            findings.over(code, field, most);
        }
    }
    if !is_grouped(buttons) {
        findings.add("buttons_not_grouped", field);
    }
    let mut texts = HashSet::new();
    for (at, button) in buttons.iter().enumerate() {
        let place = format!("{field}[{at}]");
        one(findings, button, &place);
        if let Some(text) = button["text"].as_str()
            && !texts.insert(text)
        {
            findings.add("button_texts_repeat", place);
        }
    }
}

/// Quick replies stand together, before or after all others.
fn is_grouped(buttons: &[Value]) -> bool {
    let changes = buttons
        .windows(2)
        .filter(|pair| is(&pair[0]["type"], "QUICK_REPLY") != is(&pair[1]["type"], "QUICK_REPLY"));
    changes.count() <= 1
}

fn one(findings: &mut Findings, button: &Value, place: &str) {
    if !TYPES.iter().any(|known| is(&button["type"], known)) {
        findings.add("button_type_unknown", place);
        return;
    }
    let text = button["text"].as_str().unwrap_or_default();
    // Meta writes the label of a code button itself.
    let labelled = !is(&button["type"], "COPY_CODE");
    if labelled && text.trim().is_empty() {
        findings.add("button_text_required", place);
    }
    findings.within("button_text_too_long", place, text, MAX_TEXT);
    if !variables(text).is_empty() {
        findings.add("button_text_variables", place);
    }
    if is(&button["type"], "URL") {
        url(findings, button, place);
    } else if is(&button["type"], "PHONE_NUMBER") {
        let phone = button["phone_number"].as_str().unwrap_or_default();
        if phone.chars().filter(char::is_ascii_digit).count() < 5 {
            findings.add("button_phone_invalid", place);
        }
        findings.within("button_phone_too_long", place, phone, MAX_PHONE);
    } else if is(&button["type"], "COPY_CODE") {
        let example = button["example"]
            .as_str()
            .or_else(|| button["example"][0].as_str());
        match example {
            None | Some("") => findings.add("examples_required", place),
            Some(code) => findings.within("coupon_too_long", place, code, MAX_COUPON),
        }
    }
}

fn url(findings: &mut Findings, button: &Value, place: &str) {
    let url = button["url"].as_str().unwrap_or_default();
    if !crate::outbound::is_link(&url.replace("{{1}}", "1")) {
        findings.add("button_url_invalid", place);
    }
    findings.within("button_url_too_long", place, url, MAX_URL);
    let names = variables(url);
    if names.len() > 1 || (names.len() == 1 && !url.trim_end().ends_with("}}")) {
        findings.add("button_url_variable_place", place);
    }
    let example = button["example"]
        .as_str()
        .or_else(|| button["example"][0].as_str());
    if !names.is_empty() && example.is_none_or(str::is_empty) {
        findings.add("examples_required", place);
    }
}
