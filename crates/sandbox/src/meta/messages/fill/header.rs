//! The header of a template: text, a file or a place.

use serde_json::{Value, json};

use super::values::Values;
use crate::meta::Refusal;
use crate::world::Template;

pub(super) fn render(
    template: &Template,
    header: &Value,
    given: Option<&Value>,
) -> Result<Value, Refusal> {
    let format = header
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or("TEXT");
    let format = format.to_ascii_lowercase();
    if format == "text" {
        let text = header
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let text = Values::read("header", given)?.fill("header", text, template.named)?;
        return Ok(json!({ "type": "text", "text": text }));
    }
    let parameter = given.and_then(|it| it.pointer("/parameters/0"));
    let received = parameter.and_then(|it| it.get("type")?.as_str());
    if !received.is_some_and(|received| received.eq_ignore_ascii_case(&format)) {
        let received = received.unwrap_or("UNKNOWN").to_ascii_uppercase();
        let expected = format.to_ascii_uppercase();
        return Err(Refusal::with_details(
            132_012,
            format!("header: Format mismatch, expected {expected}, received {received}"),
        ));
    }
    let inner = parameter.and_then(|it| it.get(&format)).cloned();
    let mut shown = json!({ "type": format });
    shown[&format] = inner.unwrap_or_default();
    Ok(shown)
}
