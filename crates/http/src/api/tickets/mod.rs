//! Tickets: assigned, resolved, reopened.

mod assign;
mod resolve;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(assign::assign))
        .routes(routes!(resolve::resolve))
        .routes(routes!(resolve::reopen))
}
