//! Everything that answers, put together.

use crate::{AppState, api};
use axum::Router;

/// The whole application: what knocks, the API, and the web app for the rest.
pub fn router(state: AppState) -> Router {
    let (api, _) = api::routes(&state).split_for_parts();
    api.with_state(state)
}
