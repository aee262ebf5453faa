//! In by a one-time link.

use super::view::Me;
use super::{Entered, enter, visit};
use crate::AppState;
use crate::cx::Visitor;
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use serde::Deserialize;
use services::people;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInByLink {
    #[schema(example = "3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    token: String,
}

/// Sign in by a link
///
/// A link works once. Sets the cookie of a new session.
#[utoipa::path(
    post,
    path = "/session/link",
    operation_id = "signInByLink",
    tag = "Account",
    security(()),
    responses(
        (status = 200, body = Me),
        (status = 404, description = "`link_unknown`"),
        (status = 410, description = "`link_expired`: used, or too old"),
    )
)]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Json(body): Json<SignInByLink>,
) -> Result<Entered, Problem> {
    let signed_in = people::sign_in_by_link(&state.env, &body.token, visit(visitor)).await?;
    enter(&state, signed_in).await
}
