//! Refusals of the sandbox.

use super::Problem;
use axum::http::StatusCode;
use services::sandbox::{SandboxError, SimulatorError};

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::Off => Self::new(StatusCode::NOT_FOUND, "sandbox_off", &error),
            SandboxError::Simulator(SimulatorError::Unknown(_)) => {
                Self::new(StatusCode::NOT_FOUND, "not_found", &error)
            }
            SandboxError::Simulator(SimulatorError::Invalid(_)) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", &error)
            }
            SandboxError::Refusal(refusal) => refusal.into(),
        }
    }
}
