//! The document itself, for programs as JSON and for people as a page without a script.

mod html;
mod page;

use super::document;
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use bytes::Bytes;
use std::sync::OnceLock;

pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api", get(show))
        .route("/api/style.css", get(style))
        .route("/api/openapi.json", get(json))
}

/// Both are made for the first who asks, and kept: nobody may keep us busy by asking again.
static DOCUMENT: OnceLock<Bytes> = OnceLock::new();
static PAGE: OnceLock<Bytes> = OnceLock::new();

async fn json() -> impl IntoResponse {
    let document =
        DOCUMENT.get_or_init(|| serde_json::to_vec(&document()).unwrap_or_default().into());
    (
        [(header::CONTENT_TYPE, "application/json")],
        document.clone(),
    )
}

async fn show() -> Html<Bytes> {
    let page = PAGE
        .get_or_init(|| page::render(&serde_json::to_value(document()).unwrap_or_default()).into());
    Html(page.clone())
}

async fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (headers, include_str!("style.css"))
}
