//! In by an invitation.

use super::view::Me;
use super::{Entered, enter, visit};
use crate::AppState;
use crate::cx::{SignedIn, Visitor};
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use services::people::{self, Acceptance, Guest};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptInvitation {
    #[schema(example = "3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    token: String,
    #[schema(example = "Bruno Lima")]
    name: Option<String>,
    /// The invitation's own where it is left out.
    #[schema(example = "bruno@talavera.example")]
    email: Option<String>,
    /// Ten characters or more.
    #[schema(example = "um azulejo verde")]
    password: Option<String>,
}

/// Accept an invitation
///
/// Whoever is signed in sends the token alone and joins as who they are. Everybody else gives a name
/// and a password, and is signed in.
#[utoipa::path(
    post,
    path = "/invitations/accept",
    operation_id = "acceptInvitation",
    tag = "Account",
    security((), ("session" = [])),
    responses(
        (status = 200, body = Me),
        (status = 404, description = "`link_unknown`"),
        (status = 409, description = "`email_taken`, `already_member`"),
        (status = 410, description = "`link_expired`: used, or too old"),
        (status = 422, description = "`invalid_request`; fields may say `password_too_short`"),
    )
)]
pub(super) async fn accept(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
    Json(body): Json<AcceptInvitation>,
) -> Result<Entered, Problem> {
    // Who fills in the form wants an account of their own, whoever else is signed in here.
    let known = signed_in.filter(|_| body.password.is_none());
    let guest = match known {
        Some(signed_in) => Guest::Known(signed_in.person.user),
        None => Guest::Stranger {
            name: body.name.unwrap_or_default(),
            email: body.email,
            password: body.password.unwrap_or_default().into(),
            visit: visit(visitor),
        },
    };
    let acceptance = Acceptance {
        link: body.token.into(),
        guest,
    };
    let (user, signed_in) = people::accept_invitation(&state.env, acceptance).await?;
    if let Some(signed_in) = signed_in {
        return enter(&state, signed_in).await;
    }
    let me = people::me(&state.env, user).await?;
    Ok((CookieJar::new(), Json(Me::of(&state, me))))
}
