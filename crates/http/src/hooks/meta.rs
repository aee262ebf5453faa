//! Meta's webhooks: the hot path. On disk first, then 200; no limit of ours ever turns one away.

use crate::AppState;
use crate::extract::Path;
use crate::problem::Problem;
use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::MetaAppId;
use services::webhooks::{self, ReceiveError};
use std::time::Instant;

/// Meta sends up to 3 MB.
const LARGEST: usize = 4 * 1024 * 1024;
/// Meta's challenges are short numbers.
const LONGEST_CHALLENGE: usize = 512;

pub(super) async fn receive(
    State(state): State<AppState>,
    Path(app): Path<MetaAppId>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    let started = Instant::now();
    let body = to_bytes(body, LARGEST).await.map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "the body is larger than 4 MB, or was broken off",
        )
    })?;
    let signature = headers
        .get("x-hub-signature-256")
        .and_then(|value| value.to_str().ok());
    webhooks::receive(&state.receiver, app, &body, signature).await?;
    metrics::histogram!("aldaba_webhook_seconds").record(started.elapsed());
    Ok(StatusCode::OK)
}

/// Meta asks whether the address is ours before it sends anything.
pub(super) async fn verify(
    State(state): State<AppState>,
    Path(app): Path<MetaAppId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let value = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value)
    };
    let (mode, token) = (value("hub.mode"), value("hub.verify_token"));
    let verified = webhooks::verify_subscription(
        &state.receiver,
        app,
        mode.as_deref().unwrap_or_default(),
        token.as_deref().unwrap_or_default(),
    );
    verified.await.map_err(refusal)?;
    let challenge: String = value("hub.challenge")
        .unwrap_or_default()
        .chars()
        .take(LONGEST_CHALLENGE)
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, challenge).into_response())
}

fn refusal(error: ReceiveError) -> Problem {
    match error {
        ReceiveError::BadSignature => Problem::new(
            StatusCode::FORBIDDEN,
            "wrong_verify_token",
            "the verify token is not this app's; copy it from the app's page again",
        ),
        other @ (ReceiveError::UnknownApp | ReceiveError::Unavailable(_)) => other.into(),
    }
}
