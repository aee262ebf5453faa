//! Who asks: a person by session cookie, or a program by API token.
//!
//! Handlers under `/organizations/{organization}` extract [`services::Cx`], which [`admit`] made
//! before; those of the account extract [`SignedIn`], or [`Visitor`] where nobody is signed in yet.

mod admit;
mod cookie;
mod credential;
mod visitor;

pub(crate) use admit::{Pass, admit, still_admitted};
pub(crate) use cookie::{clear_cookie, session_cookie};
pub(crate) use visitor::Visitor;

use crate::problem::Problem;
use crate::{AppState, same_origin};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use credential::Credential;
use services::people::{SessionUser, authenticate_session};
use services::{Cx, Env, Refusal};

/// A person who is signed in, in no organization yet.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) env: Env,
    pub(crate) person: SessionUser,
}

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
        let found = <Self as OptionalFromRequestParts<_>>::from_request_parts(parts, state).await?;
        found.ok_or_else(Problem::unauthenticated)
    }
}

/// Where it matters who is signed in, and nobody has to be.
impl OptionalFromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Problem> {
        let Some(Credential::Session(token)) = Credential::of(&parts.headers, &state.edge) else {
            return Ok(None);
        };
        same_origin::check(parts, &state.edge.public_url)?;
        let found = authenticate_session(&state.env, &token)
            .await
            .map_err(Refusal::from)?;
        Ok(found.map(|person| Self {
            env: state.env.clone(),
            person,
        }))
    }
}
