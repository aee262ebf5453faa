//! The live socket: events as they are committed, and who is where.
//!
//! A client reads a list, takes its `as_of`, and opens the socket from there. Every organization
//! that somebody watches has a [`room::Room`]; the [`hub::Hub`] reads its events once, writes them
//! as JSON once, and every socket sends the same text. A socket that fell behind reads the database
//! by itself, so that nothing is missing and nothing comes twice.

mod frame;
mod hub;
mod presence;
mod render;
mod room;
mod socket;
mod upgrade;

pub use hub::Hub;

use crate::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(upgrade::live))
}
