//! Refusals of the inbox: conversations, messages, tickets, the tray.

use super::{FieldProblem, Problem};
use axum::http::StatusCode;
use domain::outbound::Fault;
use services::conversations::OpenError;
use services::events::EventsError;
use services::messages::{FailedError, SendError};
use services::tickets::{AssignError, TicketError};
use services::tray::RetryError;

const CONFLICT: StatusCode = StatusCode::CONFLICT;
const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

impl From<SendError> for Problem {
    fn from(error: SendError) -> Self {
        match error {
            SendError::WindowClosed { closed_at } => Self::new(CONFLICT, "window_closed", &error)
                .param("closed_at", closed_at.to_string()),
            SendError::WindowNeverOpened => Self::new(CONFLICT, "window_closed", &error)
                .param("closed_at", serde_json::Value::Null),
            SendError::Content(ref faults) => content(faults, &error),
            SendError::KindNotOffered { kind } => {
                Self::new(UNPROCESSABLE, "kind_not_offered", &error).param("kind", kind.as_str())
            }
            SendError::TemplateNotSendable { state } => {
                Self::new(CONFLICT, "template_not_sendable", &error).param("state", state.as_str())
            }
            SendError::MediaNotReady => Self::new(CONFLICT, "media_not_ready", &error),
            SendError::ContactOptedOut { at } => {
                Self::new(CONFLICT, "contact_opted_out", &error).param("since", at.to_string())
            }
            SendError::ContactBlocked { since } => {
                Self::new(CONFLICT, "contact_blocked", &error).param("since", since.to_string())
            }
            SendError::PhoneNeeded => Self::new(CONFLICT, "phone_needed", &error),
            SendError::NotReactable => Self::new(CONFLICT, "not_reactable", &error),
            SendError::LineDisabled => Self::new(CONFLICT, "line_disabled", &error),
            SendError::DoorUnavailable { ref reason } => {
                Self::new(CONFLICT, "door_unavailable", &error).param("reason", reason.as_str())
            }
            SendError::BudgetReached => Self::new(CONFLICT, "budget_reached", &error),
            SendError::UnofficialNotAllowed => {
                Self::new(CONFLICT, "unofficial_not_allowed", &error)
            }
            SendError::NoDoor { verdict } => {
                Self::new(CONFLICT, "no_door", &error).param("verdict", verdict.as_str())
            }
            SendError::ScheduledOutOfRange => {
                Self::new(UNPROCESSABLE, "schedule_out_of_range", &error)
            }
            SendError::ReactionScheduled => Self::new(UNPROCESSABLE, "reaction_scheduled", &error),
            SendError::KeyReused => Self::new(UNPROCESSABLE, "idempotency_key_reused", &error),
            SendError::Refused(refusal) => refusal.into(),
        }
    }
}

/// The first fault is the problem's code; all of them stand in its errors.
fn content(faults: &[Fault], error: &SendError) -> Problem {
    let code = faults.first().map_or("invalid_request", |fault| fault.code);
    let problem = Problem::new(UNPROCESSABLE, code, error);
    let problem = match faults.first() {
        Some(first) => problem
            .param("field", first.field.as_str())
            .param("limit", first.limit),
        None => problem,
    };
    faults.iter().fold(problem, |problem, fault| {
        problem.field(FieldProblem {
            field: fault.field.clone(),
            code: fault.code.to_owned(),
            detail: fault.to_string(),
        })
    })
}

impl From<FailedError> for Problem {
    fn from(error: FailedError) -> Self {
        match error {
            FailedError::NotFailed => Self::new(CONFLICT, "not_failed", &error),
            FailedError::OnItsWay => Self::new(CONFLICT, "on_its_way", &error),
            FailedError::NotText => Self::new(CONFLICT, "not_text", &error),
            FailedError::NotUncertain => Self::new(CONFLICT, "not_uncertain", &error),
            FailedError::ConfirmationNeeded => Self::new(CONFLICT, "confirmation_needed", &error),
            FailedError::NoSuchDoor { door } => {
                Self::new(CONFLICT, "door_not_on_line", &error).param("door", door.as_str())
            }
            FailedError::Send(send) => send.into(),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Phone(ref invalid) => Self::new(UNPROCESSABLE, "phone_invalid", &error)
                .param("country", invalid.country.to_string()),
            OpenError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<AssignError> for Problem {
    fn from(error: AssignError) -> Self {
        match error {
            AssignError::Resolved => Self::new(CONFLICT, "ticket_resolved", &error),
            AssignError::MemberDisabled => Self::new(CONFLICT, "member_disabled", &error),
            AssignError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<TicketError> for Problem {
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::Superseded => Self::new(CONFLICT, "ticket_superseded", &error),
            TicketError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<RetryError> for Problem {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::StillUnreadable => Self::new(CONFLICT, "still_unreadable", &error),
            RetryError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<EventsError> for Problem {
    fn from(error: EventsError) -> Self {
        match error {
            EventsError::CursorTooOld => Self::new(StatusCode::GONE, "cursor_too_old", &error),
            EventsError::Refused(refusal) => refusal.into(),
        }
    }
}
