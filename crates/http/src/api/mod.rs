//! The REST API: one folder an area, one file an endpoint, named by its verb.
//!
//! An area's `mod.rs` has `pub(super) fn routes() -> OpenApiRouter<AppState>` with
//! `.routes(routes!(list::list, create::create))` a path. A handler extracts [`services::Cx`], then
//! [`crate::extract::Path`], [`crate::extract::Query`], [`crate::extract::Json`]; its doc comment is
//! the document's summary; ids in a path describe themselves, queries stand in `params(…)`.

mod account;
mod api_tokens;
mod contacts;
mod conversations;
mod dead_letters;
mod document;
mod events;
mod invitations;
mod lines;
mod media;
mod members;
mod messages;
mod meta_apps;
mod organization;
mod queues;
mod rate_cards;
mod reference;
mod sandbox;
mod spend;
mod templates;
mod tickets;
mod tray;

use crate::cx::admit;
use crate::problem::Problem;
use crate::{AppState, request};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::any;
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;

pub use document::document;

type PanicPayload = Box<dyn Any + Send>;

const BASE: &str = "/api/v1";
const ORGANIZATION: &str = "/organizations/{organization}";
/// Far above any text; files take another way.
const LARGEST_BODY: usize = 1024 * 1024;

/// Paths that need no organization: signing in, and one's own account.
fn account() -> OpenApiRouter<AppState> {
    account::routes()
}

/// Paths under an organization. Each area adds its line.
fn organization() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(organization::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(api_tokens::routes())
        .merge(lines::routes())
        .merge(meta_apps::routes())
        .merge(queues::routes())
        .merge(conversations::routes())
        .merge(messages::routes())
        .merge(dead_letters::routes())
        .merge(media::routes())
        .merge(tickets::routes())
        .merge(contacts::routes())
        .merge(templates::routes())
        .merge(spend::routes())
        .merge(rate_cards::routes())
        .merge(tray::routes())
        .merge(events::routes())
        .merge(crate::live::routes())
        .merge(sandbox::routes())
}

/// The API with what lets requests in, and the pages that describe it.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let admitted = organization().route_layer(from_fn_with_state(state.clone(), admit));
    let (endpoints, _) = compose(account(), admitted).split_for_parts();
    endpoints
        .merge(reference::routes())
        .route("/api/{*rest}", any(no_such_endpoint))
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_: PanicPayload| {
            Problem::panicked().into_response()
        }))
        .layer(from_fn(request::observe))
}

/// Every path and its description.
fn described() -> OpenApiRouter<AppState> {
    compose(account(), organization())
}

fn compose(
    account: OpenApiRouter<AppState>,
    organization: OpenApiRouter<AppState>,
) -> OpenApiRouter<AppState> {
    let areas = account.nest(ORGANIZATION, organization);
    OpenApiRouter::with_openapi(document::frame()).nest(BASE, areas)
}

async fn no_such_endpoint() -> Problem {
    Problem::not_found("endpoint")
}

async fn no_such_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this endpoint takes other methods; see /api",
    )
}
