//! Refusals of lines and Meta apps: Meta's own words go through.

use super::Problem;
use axum::http::StatusCode;
use services::lines::{ConnectError, ProofError, UpdateLineError};
use services::meta_apps::{CreateMetaAppError, UpdateMetaAppError};
use std::time::Duration;

/// Meta is back soon, and so is our own network.
const GRAPH_BACK: Duration = Duration::from_secs(10);

impl From<ProofError> for Problem {
    fn from(error: ProofError) -> Self {
        match &error {
            ProofError::Refused(refused) if refused.unreachable => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "graph_unreachable", &error)
                    .retry_after(GRAPH_BACK)
            }
            ProofError::Refused(refused) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "graph_refused", &error)
                    .param("graph_code", refused.code)
                    .param("graph_message", refused.message.as_str())
                    .param("graph_details", refused.details.clone())
                    .param("status", refused.status)
            }
            ProofError::WabaMismatch => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "waba_mismatch", &error)
            }
        }
    }
}

impl From<ConnectError> for Problem {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::NumberClaimed => {
                Self::new(StatusCode::CONFLICT, "number_claimed", &error)
            }
            ConnectError::Proof(proof) => proof.into(),
            ConnectError::Refusal(refusal) => refusal.into(),
        }
    }
}

impl From<UpdateLineError> for Problem {
    fn from(error: UpdateLineError) -> Self {
        match error {
            UpdateLineError::Proof(proof) => proof.into(),
            UpdateLineError::OwnerNeeded => {
                Self::new(StatusCode::FORBIDDEN, "owner_needed", &error)
            }
            UpdateLineError::Refusal(refusal) => refusal.into(),
        }
    }
}

impl From<CreateMetaAppError> for Problem {
    fn from(error: CreateMetaAppError) -> Self {
        match error {
            CreateMetaAppError::Exists => {
                Self::new(StatusCode::CONFLICT, "meta_app_exists", &error)
            }
            CreateMetaAppError::Refusal(refusal) => refusal.into(),
        }
    }
}

impl From<UpdateMetaAppError> for Problem {
    fn from(error: UpdateMetaAppError) -> Self {
        match error {
            UpdateMetaAppError::InstallationApp => {
                Self::new(StatusCode::FORBIDDEN, "installation_app", &error)
            }
            UpdateMetaAppError::Refusal(refusal) => refusal.into(),
        }
    }
}
