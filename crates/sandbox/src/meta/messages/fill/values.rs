//! The values that an application gives for a component's variables.

use serde_json::Value;

use super::asks_for;
use crate::meta::Refusal;
use crate::meta::templates::variables;

/// Values in their order, with their names where they have one.
#[derive(Debug, Default)]
pub(super) struct Values {
    list: Vec<(Option<String>, String)>,
}

impl Values {
    pub(super) fn read(place: &str, component: Option<&Value>) -> Result<Self, Refusal> {
        let parameters = component.and_then(|it| it.get("parameters"));
        let parameters = parameters.and_then(Value::as_array);
        let mut list = Vec::new();
        for parameter in parameters.into_iter().flatten() {
            let kind = parameter
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let value = match kind.to_ascii_lowercase().as_str() {
                "text" => as_text(&parameter["text"]),
                "currency" => as_text(&parameter["currency"]["fallback_value"]),
                "date_time" => as_text(&parameter["date_time"]["fallback_value"]),
                other => {
                    let other = other.to_ascii_uppercase();
                    return Err(Refusal::with_details(
                        132_012,
                        format!("{place}: Format mismatch, expected TEXT, received {other}"),
                    ));
                }
            };
            if value.contains(['\n', '\t']) || value.contains("     ") {
                return Err(Refusal::with_details(
                    132_018,
                    format!(
                        "{place}: Param text cannot have new-line/tab characters or more than 4 \
                         consecutive spaces"
                    ),
                ));
            }
            let name = parameter.get("parameter_name").and_then(Value::as_str);
            list.push((name.map(str::to_owned), value));
        }
        Ok(Self { list })
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.list.first().map(|(_, value)| value.as_str())
    }

    pub(super) fn fill(&self, place: &str, text: &str, named: bool) -> Result<String, Refusal> {
        let (expected, given) = (asks_for(text), self.list.len());
        if expected != given {
            return Err(Refusal::with_details(
                132_000,
                format!(
                    "{place}: number of localizable_params ({given}) does not match the expected \
                     number of params ({expected})"
                ),
            ));
        }
        let mut filled = text.to_owned();
        for (position, variable) in variables(text).into_iter().enumerate() {
            let value = if named {
                self.list
                    .iter()
                    .find(|(name, _)| name.as_deref() == Some(variable.as_str()))
                    .ok_or_else(|| {
                        Refusal::with_details(100, "Parameter name is missing or empty")
                    })?
            } else {
                // As many as variables: checked above.
                let place = variable.parse::<usize>().unwrap_or(position + 1);
                self.list
                    .get(place.saturating_sub(1))
                    .ok_or_else(|| Refusal::of(132_000))?
            };
            filled = filled.replace(&format!("{{{{{variable}}}}}"), &value.1);
        }
        Ok(filled)
    }
}

/// Graph turns numbers and truth values into text.
fn as_text(value: &Value) -> String {
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.to_string(),
    }
}
