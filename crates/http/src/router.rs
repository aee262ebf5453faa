//! Everything that answers, put together.

use crate::web_app::{self, secure};
use crate::{AppState, api, files, health, hooks};
use axum::Router;
use axum::middleware::from_fn_with_state;

/// The whole application: the API, the web app for whatever else a browser asks, and beside them,
/// outside of every layer, what knocks.
pub fn router(state: AppState) -> Router {
    let for_people = Router::new()
        .merge(api::routes(&state))
        .merge(files::routes())
        .merge(health::routes())
        .fallback(web_app::serve)
        .layer(from_fn_with_state(state.clone(), secure));
    hooks::routes().merge(for_people).with_state(state)
}
