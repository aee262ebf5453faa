//! Refusals of webhooks, to which the sender reacts by their status.

use super::Problem;
use axum::http::StatusCode;
use services::webhooks::ReceiveError;
use std::time::Duration;

impl From<ReceiveError> for Problem {
    fn from(error: ReceiveError) -> Self {
        match &error {
            ReceiveError::UnknownApp => Self::new(StatusCode::NOT_FOUND, "not_found", &error),
            ReceiveError::BadSignature => {
                Self::new(StatusCode::UNAUTHORIZED, "bad_signature", &error)
            }
            ReceiveError::Unavailable(cause) => {
                if let Some(cause) = cause {
                    tracing::warn!(error = %cause, "a webhook can't be stored; its sender is told to come again");
                }
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", &error)
                    .retry_after(Duration::from_secs(1))
            }
        }
    }
}
