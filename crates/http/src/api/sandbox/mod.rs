//! The simulated customers: their phones, and faults on demand.

mod chat;
mod customers;
mod faults;
mod media;
mod read;
mod send;
mod view;

use crate::AppState;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::request::Parts;
use services::sandbox::Simulator;
use std::convert::Infallible;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let files = OpenApiRouter::new()
        .routes(routes!(media::put, media::get))
        .layer(DefaultBodyLimit::max(media::LARGEST));
    OpenApiRouter::new()
        .merge(files)
        .routes(routes!(customers::list))
        .routes(routes!(chat::get))
        .routes(routes!(send::send))
        .routes(routes!(read::mark))
        .routes(routes!(faults::set, faults::list, faults::clear))
}

/// The simulator, where this process runs one.
struct Sandbox(Option<Arc<dyn Simulator>>);

impl Sandbox {
    fn get(&self) -> Option<&dyn Simulator> {
        self.0.as_deref()
    }
}

impl FromRequestParts<AppState> for Sandbox {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(state.simulator.clone()))
    }
}
