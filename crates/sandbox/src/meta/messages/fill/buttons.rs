//! The buttons of a template, with what the application gave for them.

use serde_json::{Value, json};

use super::asks_for;
use super::values::Values;
use crate::meta::Refusal;
use crate::world::is_kind;

const CODE_LIMIT: usize = 15;

pub(super) fn render(
    buttons: &[Value],
    sent: &[Value],
    body: &Values,
) -> Result<Vec<Value>, Refusal> {
    for given in sent.iter().filter(|it| is_kind(it, "button")) {
        fits(buttons, given)?;
    }
    let shown = buttons.iter().enumerate();
    shown
        .map(|(index, button)| {
            let given = sent
                .iter()
                .find(|it| is_kind(it, "button") && place(it) == Some(index));
            one(index, button, given, body)
        })
        .collect()
}

/// `"0"` and `0` are the same place.
fn place(component: &Value) -> Option<usize> {
    let index = component.get("index")?;
    match index.as_str() {
        Some(text) => text.parse().ok(),
        None => index.as_u64().and_then(|it| usize::try_from(it).ok()),
    }
}

fn kind_of(button: &Value) -> String {
    let kind = button
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    kind.to_ascii_lowercase()
}

fn fits(buttons: &[Value], given: &Value) -> Result<(), Refusal> {
    let sub_type = given
        .get("sub_type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let sub_type = sub_type.to_ascii_lowercase();
    let index = place(given).unwrap_or(usize::MAX);
    let kind = buttons.get(index).map(kind_of);
    let is_it = match kind.as_deref() {
        // The code of an authentication template is passed as that of a link.
        Some("otp") => matches!(sub_type.as_str(), "url" | "copy_code"),
        Some(kind) => kind == sub_type,
        None => false,
    };
    if is_it {
        return Ok(());
    }
    Err(Refusal::with_details(
        132_018,
        format!("buttons: the template has no button of type {sub_type} at index {index}"),
    ))
}

fn one(
    index: usize,
    button: &Value,
    given: Option<&Value>,
    body: &Values,
) -> Result<Value, Refusal> {
    let kind = kind_of(button);
    let parameter = given.and_then(|it| it.pointer("/parameters/0"));
    let text = |name: &str| parameter.and_then(|it| it.get(name)?.as_str());
    let required = || {
        Refusal::with_details(
            131_008,
            format!("buttons: Button at index {index} of type {kind} requires a parameter"),
        )
    };
    let label = button
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut shown = json!({ "type": kind, "text": label });
    match kind.as_str() {
        "quick_reply" => {
            let payload = text("payload").or(text("text"));
            shown["payload"] = json!(payload.unwrap_or(label));
        }
        "url" => {
            let url = button
                .get("url")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let url = if asks_for(url) > 0 {
                let value = text("text").ok_or_else(required)?;
                let at = url.find("{{").unwrap_or(url.len());
                format!("{}{value}", url.get(..at).unwrap_or(url))
            } else {
                url.to_owned()
            };
            shown["url"] = json!(url);
        }
        "phone_number" => shown["phone_number"] = button["phone_number"].clone(),
        "copy_code" => shown["code"] = json!(text("coupon_code").ok_or_else(required)?),
        "otp" => {
            let code = text("text").ok_or_else(required)?;
            if code.chars().count() > CODE_LIMIT {
                return Err(Refusal::too_long("buttons: the code", CODE_LIMIT));
            }
            if body.first() != Some(code) {
                return Err(Refusal::with_details(
                    132_018,
                    "buttons: the code must be the same as that of the body",
                ));
            }
            shown["code"] = json!(code);
        }
        "mpm" | "spm" | "product" => {
            shown["action"] = parameter.cloned().ok_or_else(required)?;
        }
        _ => {}
    }
    Ok(shown)
}
