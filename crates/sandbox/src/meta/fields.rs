//! Field selection: `?fields=a,b{c}`, or an object's default fields.

use serde_json::{Map, Value};

use super::Refusal;

/// What kind of object is read, as Graph calls it in its errors, and what it shows unasked.
pub(crate) struct Shape {
    pub(crate) node_type: &'static str,
    pub(crate) defaults: &'static [&'static str],
}

/// Takes the asked fields out of all that the object has; `id` always comes along.
pub(crate) fn select(
    shape: &Shape,
    mut object: Map<String, Value>,
    asked: Option<&str>,
) -> Result<Value, Refusal> {
    let names = match asked {
        Some(asked) if !asked.trim().is_empty() => names(asked),
        Some(_) | None => shape
            .defaults
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
    };
    let mut selected = Map::new();
    for name in names.into_iter().chain(["id".to_owned()]) {
        if selected.contains_key(&name) {
            continue;
        }
        let value = object.remove(&name).ok_or_else(|| {
            Refusal::invalid(format!(
                "Tried accessing nonexisting field ({name}) on node type ({})",
                shape.node_type
            ))
        })?;
        // Like Graph, leave out what has no value.
        if !value.is_null() {
            selected.insert(name, value);
        }
    }
    Ok(Value::Object(selected))
}

/// The names on the outermost level; what stands in braces is given whole.
fn names(asked: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_u32;
    for character in asked.chars() {
        match character {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => {
                if let Some(name) = names.last_mut() {
                    name.push(character);
                }
            }
            _ => {}
        }
    }
    // `field.limit(3)` asks for the field too.
    let bare = |name: &String| name.split('.').next().unwrap_or_default().trim().to_owned();
    names
        .iter()
        .map(bare)
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SHAPE: Shape = Shape {
        node_type: "Thing",
        defaults: &["a"],
    };

    fn read(asked: Option<&str>) -> Result<Value, Refusal> {
        let object = json!({"id": "1", "a": 1, "b": {"c": 2}, "none": null});
        select(&SHAPE, object.as_object().cloned().unwrap(), asked)
    }

    #[test]
    fn unasked_come_the_defaults() {
        assert_eq!(read(None).unwrap(), json!({"id": "1", "a": 1}));
    }

    #[test]
    fn asked_fields_come_with_the_id() {
        let asked = read(Some("b{c,d}, none,id")).unwrap();
        assert_eq!(asked, json!({"id": "1", "b": {"c": 2}}));
    }

    #[test]
    fn a_field_that_is_not_there_is_refused() {
        assert_eq!(read(Some("a,zzz")).unwrap_err().code, 100);
    }
}
