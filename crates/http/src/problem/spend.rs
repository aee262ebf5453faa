//! Refusals of what an organization asks of its spending.

use super::Problem;
use axum::http::StatusCode;
use services::spend::SimulateError;

impl From<SimulateError> for Problem {
    fn from(error: SimulateError) -> Self {
        match error {
            SimulateError::TooManyMessages => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "too_many_messages",
                &error,
            ),
            SimulateError::Refused(refusal) => refusal.into(),
        }
    }
}
