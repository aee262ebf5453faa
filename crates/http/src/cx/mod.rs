//! Who asks: a person by session cookie, or a program by API token.
//!
//! Handlers under `/organizations/{organization}` extract [`services::Cx`], which [`admit`] made
//! before; those of the account extract [`SignedIn`].

mod admit;
mod cookie;
mod credential;
mod lookup;

pub(crate) use admit::admit;
pub(crate) use cookie::{clear_cookie, session_cookie};
pub(crate) use lookup::SignedIn;

use crate::problem::Problem;
use crate::{AppState, same_origin};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use credential::Credential;
use services::Cx;

impl FromRequestParts<AppState> for Cx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(Problem::unauthenticated)
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Some(Credential::Session(token)) = Credential::of(&parts.headers, &state.edge) else {
            return Err(Problem::unauthenticated());
        };
        same_origin::check(parts, &state.edge.public_url)?;
        lookup::session(&state.env, &token)
            .await?
            .ok_or_else(Problem::unauthenticated)
    }
}
