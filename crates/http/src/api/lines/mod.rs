//! Lines and their doors.

mod budget;
mod create;
mod get;
mod list;
mod test;
mod update;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, update::update))
        .routes(routes!(budget::set, budget::remove))
        .routes(routes!(test::test))
}
