//! Out again.

use crate::AppState;
use crate::cx::{SignedIn, clear_cookie};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use services::people;

/// Sign out
///
/// Ends the session; its cookie opens nothing from now on.
#[utoipa::path(
    delete,
    path = "/session",
    operation_id = "signOut",
    tag = "Account",
    security(("session" = [])),
    responses((status = 204), (status = 401, description = "`unauthenticated`"))
)]
pub(super) async fn sign_out(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<(CookieJar, StatusCode), Problem> {
    people::revoke_session(&state.env, signed_in.person.user, signed_in.person.session).await?;
    Ok((
        CookieJar::new().add(clear_cookie(&state.edge)),
        StatusCode::NO_CONTENT,
    ))
}
