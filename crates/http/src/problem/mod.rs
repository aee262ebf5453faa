//! Refusals as RFC 9457 problems, with a stable `code` that clients match.
//!
//! One file an area turns that area's errors into problems, exhaustively:
//! `impl From<SendError> for Problem` in `problem/messages.rs`, and so on.

mod connections;
mod inbox;
mod media;
mod people;
mod refusal;
mod sandbox;
mod spend;
mod templates;
mod webhooks;

use crate::request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Display;
use std::time::Duration;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was refused. Boxed, so that what goes well stays small.
#[derive(Clone, Debug)]
pub struct Problem(Box<Body>);

/// Why a request was refused (RFC 9457). Match `code`; the texts may change.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Body {
    #[serde(rename = "type")]
    #[schema(example = "https://aldaba.dev/problems/not_found")]
    kind: String,
    #[schema(example = "Not found")]
    title: String,
    #[schema(example = 404)]
    status: u16,
    /// A stable word that clients match.
    #[schema(example = "not_found")]
    code: &'static str,
    #[schema(example = "conversation not found")]
    detail: String,
    /// What a client needs to say it in its own language.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    params: Map<String, Value>,
    /// The fields at fault, where fields are.
    errors: Vec<FieldProblem>,
    request_id: Option<String>,
    #[serde(skip)]
    retry_after: Option<Duration>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(crate) struct FieldProblem {
    /// The field's path, as `organization.name`.
    #[schema(example = "name")]
    pub(crate) field: String,
    #[schema(example = "required")]
    pub(crate) code: String,
    pub(crate) detail: String,
}

/// Why one of many was refused, where the request itself went well.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Reason)]
pub(crate) struct Reason {
    /// A stable word, as the `code` of a problem.
    #[schema(example = "window_closed")]
    code: &'static str,
    detail: String,
    /// What a client needs to say it in its own language.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    params: Map<String, Value>,
}

impl Problem {
    pub(crate) fn reason(self) -> Reason {
        Reason {
            code: self.0.code,
            detail: self.0.detail,
            params: self.0.params,
        }
    }

    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Display) -> Self {
        Self(Box::new(Body {
            kind: format!("https://aldaba.dev/problems/{code}"),
            title: title(code),
            status: status.as_u16(),
            code,
            detail: detail.to_string(),
            params: Map::new(),
            errors: Vec::new(),
            request_id: request::Id::current(),
            retry_after: None,
        }))
    }

    #[must_use]
    pub(crate) fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.params.insert(name.to_owned(), value.into());
        self
    }

    #[must_use]
    pub(crate) fn field(mut self, problem: FieldProblem) -> Self {
        self.0.errors.push(problem);
        self
    }

    /// Tells when to come again, in the header and as a parameter.
    #[must_use]
    pub(crate) fn retry_after(mut self, after: Duration) -> Self {
        self.0.retry_after = Some(after);
        self.param("retry_after_seconds", whole_seconds(after))
    }

    pub(crate) fn not_found(what: impl Display) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            format_args!("{what} not found"),
        )
    }

    /// Whether the caller is at fault, not this process.
    pub(crate) const fn is_refusal(&self) -> bool {
        self.0.status < 500
    }

    pub(crate) fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            "sign in first, or send an API token",
        )
    }

    /// A failure of ours: logged here, once; the caller learns the request's id, nothing else.
    pub(crate) fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error = cause, "a request failed");
        Self::ours()
    }

    /// A bug of ours; the panic itself has been logged with its place.
    pub(crate) fn panicked() -> Self {
        tracing::error!("a request ran into a bug");
        Self::ours()
    }

    fn ours() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong here; tell the operator the request's id",
        )
    }
}

#[cfg(test)]
impl Problem {
    pub(crate) fn value(&self) -> Value {
        serde_json::to_value(&self.0).unwrap_or_default()
    }
}

fn title(code: &str) -> String {
    let mut title = code.replace('_', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

/// Rounded up: a client that comes at the second named is welcome.
pub(crate) fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

impl PartialSchema for Problem {
    fn schema() -> RefOr<Schema> {
        Body::schema()
    }
}

impl ToSchema for Problem {}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        let headers = response.headers_mut();
        if let Some(after) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, whole_seconds(after).into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_a_title() {
        assert_eq!(title("window_closed"), "Window closed");
    }

    #[test]
    fn the_header_rounds_up() {
        let problem = Problem::unauthenticated().retry_after(Duration::from_millis(1200));
        let response = problem.into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        assert_eq!(response.headers()[header::CONTENT_TYPE], MEDIA_TYPE);
    }
}
