//! What serde says about an input, as a problem that names the field.

use crate::problem::{FieldProblem, Problem};
use axum::http::StatusCode;
use std::fmt::Display;

/// A problem for input of the right syntax and the wrong shape.
pub(super) fn wrong_shape<E: Display>(error: &serde_path_to_error::Error<E>) -> Problem {
    let path = error.path().to_string();
    let message = clean(&error.inner().to_string());
    let parent = if path == "." { "" } else { path.as_str() };
    let (field, code) = match named(&message) {
        Some((Naming::Missing, name)) => (join(parent, name), "required"),
        // serde_path_to_error names the unknown field itself; its parent's path may come alone.
        Some((Naming::Unknown, name))
            if parent == name || parent.ends_with(&format!(".{name}")) =>
        {
            (parent.to_owned(), "unknown")
        }
        Some((Naming::Unknown, name)) => (join(parent, name), "unknown"),
        None => (parent.to_owned(), "invalid"),
    };
    let says_it = field.is_empty() || code != "invalid";
    let detail = if says_it {
        message.clone()
    } else {
        format!("{field}: {message}")
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", detail).field(FieldProblem {
        field,
        code: code.to_owned(),
        detail: message,
    })
}

enum Naming {
    Missing,
    Unknown,
}

/// serde says "missing field `name`" and "unknown field `nme`, expected …".
fn named(message: &str) -> Option<(Naming, &str)> {
    let (naming, rest) = message
        .strip_prefix("missing field `")
        .map(|rest| (Naming::Missing, rest))
        .or_else(|| {
            message
                .strip_prefix("unknown field `")
                .map(|rest| (Naming::Unknown, rest))
        })?;
    Some((naming, rest.split_once('`')?.0))
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

/// Positions in the body help nobody once the field is named.
fn clean(message: &str) -> String {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Outer {
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Inner {
        name: String,
    }

    fn field_of(body: &str) -> (String, String) {
        let mut deserializer = serde_json::Deserializer::from_str(body);
        let error = serde_path_to_error::deserialize::<_, Outer>(&mut deserializer).unwrap_err();
        let problem = wrong_shape(&error);
        let value = problem.value();
        assert_eq!(
            problem.into_response().status(),
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let text = |name: &str| value["errors"][0][name].as_str().unwrap().to_owned();
        (text("field"), text("code"))
    }

    #[test]
    fn the_field_is_named() {
        let cases = [
            (r#"{"inner":{}}"#, "inner.name", "required"),
            ("{}", "inner", "required"),
            (r#"{"inner":{"name":1}}"#, "inner.name", "invalid"),
            (r#"{"inner":{"nme":"x"}}"#, "inner.nme", "unknown"),
            (r#"{"other":1}"#, "other", "unknown"),
            ("3", "", "invalid"),
        ];
        for (body, field, code) in cases {
            assert_eq!(
                field_of(body),
                (field.to_owned(), code.to_owned()),
                "{body}"
            );
        }
    }
}
