//! The people who write.

mod block;
mod get;
mod list;
mod update;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(get::get, update::update))
        .routes(routes!(block::block, block::unblock))
}
