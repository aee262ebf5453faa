//! The inbox's lists, one thread, what was read.

mod count;
mod get;
mod list;
mod mark;
mod open;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, open::open))
        .routes(routes!(count::count))
        .routes(routes!(get::get))
        .routes(routes!(mark::read))
        .routes(routes!(mark::unread))
}
