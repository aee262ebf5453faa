//! One's own password.

use crate::AppState;
use crate::cx::SignedIn;
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use services::people::{self, PasswordChange};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangePassword {
    /// Anything, where the account has no password yet.
    #[schema(example = "un azulejo azul")]
    current: String,
    /// Ten characters or more.
    #[schema(example = "dos azulejos azules")]
    new: String,
}

/// Change one's own password
///
/// Every other session of the account ends.
#[utoipa::path(
    put,
    path = "/me/password",
    operation_id = "changePassword",
    tag = "Account",
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`unauthenticated`"),
        (status = 422, description = "`wrong_password`, `password_too_short`, `password_too_long`, `password_is_email`"),
        (status = 429, description = "`too_many_attempts`, with `retry_after_seconds`"),
    )
)]
pub(super) async fn change(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(body): Json<ChangePassword>,
) -> Result<StatusCode, Problem> {
    let change = PasswordChange {
        current: body.current.into(),
        new: body.new.into(),
    };
    people::change_password(&state.env, &state.sign_in_limits, &signed_in.person, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
