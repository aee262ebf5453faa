//! Who is signed in.

use super::Entered;
use super::view::Me;
use crate::AppState;
use crate::cx::{SignedIn, session_cookie};
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use axum_extra::extract::CookieJar;
use services::people;

/// See who is signed in
///
/// Moves the end of the session and of its cookie.
#[utoipa::path(
    get,
    path = "/session",
    operation_id = "getSession",
    tag = "Account",
    security(("session" = [])),
    responses((status = 200, body = Me), (status = 401, description = "`unauthenticated`"))
)]
pub(super) async fn get(
    State(state): State<AppState>,
    signed_in: SignedIn,
    cookies: CookieJar,
) -> Result<Entered, Problem> {
    let me = people::me(&state.env, signed_in.person.user).await?;
    let lifetime = state.env.settings.session_lifetime;
    let mut cookie = session_cookie(&state.edge, String::new(), lifetime);
    let secret = cookies
        .get(cookie.name())
        .map(|sent| sent.value().to_owned());
    cookie.set_value(secret.unwrap_or_default());
    Ok((cookies.add(cookie), Json(Me::of(&state, me))))
}
