//! Templates: listed, linted, submitted, changed, taken away, read again from Meta.

mod change;
mod create;
mod get;
mod lint;
mod list;
mod remove;
mod sync;
mod view;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(lint::lint))
        .routes(routes!(sync::sync))
        .routes(routes!(get::get, change::change, remove::remove))
}
