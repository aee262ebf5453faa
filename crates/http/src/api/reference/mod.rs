//! The document itself, for programs as JSON and for people as a page without a script.

mod html;
mod page;

use super::document;
use crate::extract::Json;
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use utoipa::openapi::OpenApi;

/// Made anew for each visitor: they are rare, and memory is not free.
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api", get(show))
        .route("/api/style.css", get(style))
        .route("/api/openapi.json", get(json))
}

async fn json() -> Json<OpenApi> {
    Json(document())
}

async fn show() -> Html<String> {
    Html(page::render(
        &serde_json::to_value(document()).unwrap_or_default(),
    ))
}

async fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (headers, include_str!("style.css"))
}
