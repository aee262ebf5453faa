//! Refusals about files.

use super::Problem;
use axum::http::StatusCode;
use services::media::MediaError;

impl From<MediaError> for Problem {
    fn from(error: MediaError) -> Self {
        const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
        match error {
            MediaError::Empty => Self::new(UNPROCESSABLE, "file_empty", &error),
            MediaError::TooLarge { kind, limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large", &error)
                    .param("kind", kind.as_str())
                    .param("limit", limit)
            }
            MediaError::TypeNotAllowed {
                kind,
                ref mime_type,
                accepted,
            } => Self::new(UNPROCESSABLE, "file_type_not_allowed", &error)
                .param("kind", kind.as_str())
                .param("mime_type", mime_type.as_str())
                .param("accepted", accepted),
            MediaError::NotReady => Self::new(StatusCode::CONFLICT, "media_not_ready", &error),
            MediaError::NotFailed => Self::new(StatusCode::CONFLICT, "not_failed", &error),
            MediaError::BrokenOff => Self::new(UNPROCESSABLE, "upload_broken_off", &error),
            MediaError::Unavailable(ref cause) => {
                tracing::error!(error = %cause, "a file can't be stored");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "files_unavailable", &error)
            }
            MediaError::Refused(refusal) => refusal.into(),
        }
    }
}
