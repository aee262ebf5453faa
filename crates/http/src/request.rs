//! One request: its id, its span, its measure, its line in the log.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Id;
}

/// The id of a request: the caller's own when it is sane, else one of ours.
#[derive(Clone, Debug)]
pub(crate) struct Id(Arc<str>);

impl Id {
    fn of(headers: &HeaderMap) -> Self {
        let given = headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|id| is_sane(id));
        Self(given.map_or_else(|| domain::RequestId::new().to_string().into(), Into::into))
    }

    /// The id of the request that is being answered, where one is.
    pub(crate) fn current() -> Option<String> {
        CURRENT.try_with(|id| id.0.to_string()).ok()
    }
}

/// Goes to logs and headers, so nothing but plain words.
fn is_sane(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    (8..=128).contains(&id.len()) && id.bytes().all(plain)
}

/// Names, measures and logs a request.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Id::of(request.headers());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route
        .as_ref()
        .map_or("unknown", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!(
        "http",
        request.id = %id.0,
        %method,
        route,
        organization.id = tracing::field::Empty,
    );
    let header = HeaderValue::from_str(&id.0).ok();
    let mut response = CURRENT
        .scope(id, next.run(request))
        .instrument(span.clone())
        .await;
    if let Some(header) = header {
        response.headers_mut().insert(REQUEST_ID, header);
    }
    let took = started.elapsed();
    let status = response.status().as_u16();
    let duration_ms = took.as_secs_f64() * 1000.0;
    span.in_scope(|| tracing::info!(status, duration_ms, "answered"));
    let labels = [
        ("method", method.to_string()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::histogram!("http_request_duration_seconds", &labels).record(took);
    response
}

/// Adds the organization to what the request's log lines carry.
pub(crate) fn note_organization(organization: domain::OrganizationId) {
    tracing::Span::current().record("organization.id", tracing::field::display(organization));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sane_id_is_taken_over() {
        let given = |id: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(id));
            Id::of(&headers).0.to_string()
        };
        assert_eq!(given("trace-0123:abc"), "trace-0123:abc");
        for insane in ["short", "with space in it", "{\"level\":\"error\"}"] {
            assert!(given(insane).starts_with("req_"), "{insane}");
        }
    }
}
