//! What knocks from outside: webhooks, outside of everything that the API's requests go through.

mod meta;

use crate::AppState;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route(
        "/hooks/meta/{meta_app}",
        get(meta::verify).post(meta::receive),
    )
}
