//! Refusals of people's use cases.

use super::{FieldProblem, Problem};
use axum::http::StatusCode;
use services::people::{
    AcceptError, ChangePasswordError, InviteError, LinkError, SHORTEST_PASSWORD, SignInError,
    UpdateMemberError, WeakPassword,
};
use std::fmt::Display;
use std::time::Duration;

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::InvalidCredentials => {
                Self::new(StatusCode::UNAUTHORIZED, "invalid_credentials", &error)
            }
            SignInError::TooManyAttempts { retry_after } => too_many_attempts(&error, retry_after),
            SignInError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Unknown => Self::new(StatusCode::NOT_FOUND, "link_unknown", &error),
            LinkError::Expired => Self::new(StatusCode::GONE, "link_expired", &error),
            LinkError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<AcceptError> for Problem {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::EmailTaken => Self::new(StatusCode::CONFLICT, "email_taken", &error),
            AcceptError::AlreadyMember => Self::new(StatusCode::CONFLICT, "already_member", &error),
            AcceptError::Link(link) => link.into(),
            AcceptError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::WrongPassword => on_field("current", "wrong_password", &error),
            ChangePasswordError::TooManyAttempts { retry_after } => {
                too_many_attempts(&error, retry_after)
            }
            ChangePasswordError::Weak(weak) => {
                let problem = on_field("new", weak.code(), weak);
                match weak {
                    WeakPassword::TooShort => problem.param("least", SHORTEST_PASSWORD),
                    WeakPassword::TooLong | WeakPassword::IsEmail => problem,
                }
            }
            ChangePasswordError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::OwnersOnly => Self::new(StatusCode::FORBIDDEN, "forbidden", &error),
            InviteError::AlreadyMember => Self::new(StatusCode::CONFLICT, "already_member", &error),
            InviteError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<UpdateMemberError> for Problem {
    fn from(error: UpdateMemberError) -> Self {
        match error {
            UpdateMemberError::LastOwner => Self::new(StatusCode::CONFLICT, "last_owner", &error),
            UpdateMemberError::OwnersOnly => Self::new(StatusCode::FORBIDDEN, "forbidden", &error),
            UpdateMemberError::Refused(refusal) => refusal.into(),
        }
    }
}

fn too_many_attempts(error: impl Display, retry_after: Duration) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", error).retry_after(retry_after)
}

fn on_field(field: &str, code: &'static str, error: impl Display) -> Problem {
    let detail = error.to_string();
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, error).field(FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        detail,
    })
}
