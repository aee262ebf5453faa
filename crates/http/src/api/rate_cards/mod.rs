//! Rate cards: those that come with the house, and an organization's own.

mod list;
mod load;
mod remove;
mod view;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, load::load))
        .routes(routes!(remove::remove))
}
