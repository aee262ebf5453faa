//! The refusals that every use case shares.

use super::{FieldProblem, Problem};
use axum::http::StatusCode;
use services::{FieldError, Refusal};
use std::time::Duration;

/// A database that starts, stops or is busy is back soon.
const DATABASE_BACK: Duration = Duration::from_secs(2);

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match &refusal {
            Refusal::NotFound(what) => Self::not_found(what),
            Refusal::Forbidden(permission) => {
                Self::new(StatusCode::FORBIDDEN, "forbidden", &refusal)
                    .param("permission", permission.as_str())
            }
            Refusal::Invalid(errors) => errors.iter().fold(
                Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid_request",
                    &refusal,
                ),
                |problem, error| problem.field(error.into()),
            ),
            Refusal::Storage(cause) if cause.is_unavailable() => {
                tracing::warn!(error = %cause, "the database does not answer");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "unavailable",
                    "the database does not answer just now; try again in a moment",
                )
                .retry_after(DATABASE_BACK)
            }
            Refusal::Storage(cause) => Self::internal(cause),
        }
    }
}

impl From<&FieldError> for FieldProblem {
    fn from(error: &FieldError) -> Self {
        Self {
            field: error.field.to_owned(),
            code: error.code.to_owned(),
            detail: error.detail.clone(),
        }
    }
}
