//! The id at the end of a path.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use domain::id::InvalidId;
use std::str::FromStr;

/// The last id of the path; the organization before it is [`services::Cx`]'s. An id of another kind
/// is nothing that exists, so it is not found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: FromStr<Err = InvalidId>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found("page"))?;
        let (name, text) = params.iter().last().unwrap_or_default();
        let id = text
            .parse()
            .map_err(|_: InvalidId| Problem::not_found(name.replace('_', " ")))?;
        Ok(Self(id))
    }
}
