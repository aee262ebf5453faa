//! What did not arrive, over all lines, and what is done about many at once.

mod count;
mod dismiss;
mod list;
mod retry;
mod view;
mod which;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(count::count))
        .routes(routes!(retry::retry))
        .routes(routes!(dismiss::dismiss))
        .routes(routes!(dismiss::restore))
}
