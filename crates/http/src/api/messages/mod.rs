//! A thread's messages, and what is done with one.

mod body;
mod edit;
mod failed;
mod list;
mod quote;
mod raw;
mod send;
mod typing;
mod why;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, send::send))
        .routes(routes!(typing::typing))
        .routes(routes!(failed::retry))
        .routes(routes!(failed::leave))
        .routes(routes!(edit::edit, failed::discard))
        .routes(routes!(raw::raw))
        .routes(routes!(quote::quote))
        .routes(routes!(why::why))
}
