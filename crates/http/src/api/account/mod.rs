//! Signing in, one's own account, and its sessions.

mod accept_invitation;
mod change_password;
mod get_session;
mod inspect_link;
mod sessions;
mod set_up;
mod sign_in;
mod sign_in_by_link;
mod sign_out;
mod update_me;
mod view;

use crate::AppState;
use crate::cx::{Visitor, session_cookie};
use crate::extract::Json;
use crate::problem::Problem;
use axum_extra::extract::CookieJar;
use services::people::{self, SignedIn, Visit};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use view::Me;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(
            sign_in::sign_in,
            get_session::get,
            sign_out::sign_out
        ))
        .routes(routes!(inspect_link::inspect))
        .routes(routes!(sign_in_by_link::sign_in))
        .routes(routes!(set_up::set_up))
        .routes(routes!(accept_invitation::accept))
        .routes(routes!(update_me::update))
        .routes(routes!(change_password::change))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::revoke))
}

/// Who signed in sees themselves, and carries the cookie from now on.
type Entered = (CookieJar, Json<Me>);

async fn enter(state: &AppState, signed_in: SignedIn) -> Result<Entered, Problem> {
    let me = people::me(&state.env, signed_in.user).await?;
    let secret = signed_in.secret.expose().to_owned();
    let cookie = session_cookie(&state.edge, secret, state.env.settings.session_lifetime);
    Ok((CookieJar::new().add(cookie), Json(Me::of(state, me))))
}

fn visit(visitor: Visitor) -> Visit {
    Visit {
        address: Some(visitor.address),
        user_agent: visitor.user_agent,
    }
}
