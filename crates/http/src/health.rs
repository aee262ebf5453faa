//! For those who watch the process: is it alive, is it ready, what has it done.

use crate::AppState;
use crate::problem::Problem;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use services::health;
use std::time::Duration;

/// A database that takes longer is not ready.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

async fn ready(State(state): State<AppState>) -> Result<&'static str, Problem> {
    if state.stopping.is_cancelled() {
        return Err(not_ready("the process is stopping"));
    }
    match tokio::time::timeout(PATIENCE, health::check(&state.env)).await {
        Ok(Ok(())) => Ok("ready"),
        Ok(Err(why)) => Err(not_ready(why)),
        Err(_) => Err(not_ready("the database takes too long to answer")),
    }
}

fn not_ready(why: impl std::fmt::Display) -> Problem {
    tracing::warn!(%why, "not ready");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", why)
}

async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        (state.metrics)(),
    )
}
