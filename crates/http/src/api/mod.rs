//! The REST API: one folder an area, one file an endpoint, named by its verb.
//!
//! An area's `mod.rs` has `pub(super) fn routes() -> OpenApiRouter<AppState>` with
//! `.routes(routes!(list::list, create::create))` a path. A handler extracts [`services::Cx`], then
//! [`crate::extract::Path`], [`crate::extract::Query`], [`crate::extract::Json`]; its doc comment is
//! the document's summary; ids in a path describe themselves, queries stand in `params(…)`.

mod document;

use crate::cx::admit;
use crate::problem::Problem;
use crate::{AppState, request};
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;

pub use document::document;

const BASE: &str = "/api/v1";
const ORGANIZATION: &str = "/organizations/{organization}";
/// Far above any text; files take another way.
const LARGEST_BODY: usize = 1024 * 1024;

/// Paths that need no organization: signing in, and one's own account.
fn account() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}

/// Paths under an organization. Each area adds its line.
fn organization() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}

/// The API with its document.
pub(crate) fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    let organization = organization().route_layer(from_fn_with_state(state.clone(), admit));
    described()
        .nest(BASE, account().nest(ORGANIZATION, organization))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(from_fn(request::observe))
}

/// Every path and its description, without what lets requests in.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(document::frame())
}

/// What no route answers.
pub(crate) async fn no_such_endpoint() -> Problem {
    Problem::not_found("endpoint")
}
