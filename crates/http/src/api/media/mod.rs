//! Files: sent by people, and looked after when one did not come.

mod get;
mod retry;
mod upload;

use crate::AppState;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The largest file, and what stands around it in a form.
const LARGEST_FORM: usize = 101 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let upload = OpenApiRouter::new()
        .routes(routes!(upload::upload))
        .layer(DefaultBodyLimit::max(LARGEST_FORM));
    OpenApiRouter::new()
        .routes(routes!(get::get))
        .routes(routes!(retry::retry))
        .merge(upload)
}
