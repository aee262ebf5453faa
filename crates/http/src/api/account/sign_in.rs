//! In by e-mail address and password.

use super::view::Me;
use super::{Entered, enter, visit};
use crate::AppState;
use crate::cx::Visitor;
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use serde::Deserialize;
use services::people::{self, Credentials};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    #[schema(example = "ines@talavera.example")]
    email: String,
    #[schema(example = "un azulejo azul")]
    password: String,
}

/// Sign in
///
/// Sets the cookie of a new session.
#[utoipa::path(
    post,
    path = "/session",
    operation_id = "signIn",
    tag = "Account",
    security(()),
    responses(
        (status = 200, body = Me),
        (status = 401, description = "`invalid_credentials`"),
        (status = 429, description = "`too_many_attempts`, with `retry_after_seconds`"),
    )
)]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Json(body): Json<SignIn>,
) -> Result<Entered, Problem> {
    let credentials = Credentials {
        email: body.email,
        password: body.password.into(),
    };
    let signed_in = people::sign_in(
        &state.env,
        &state.sign_in_limits,
        credentials,
        visit(visitor),
    )
    .await?;
    enter(&state, signed_in).await
}
