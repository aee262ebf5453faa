//! Graph's error body, with the code's usual HTTP status and wording.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::world::trace_id;

const OBJECTS: &str = "OAuthException";
const METHODS: &str = "GraphMethodException";

const WINDOW_CLOSED: &str = "Message failed to send because more than 24 hours have passed since \
                             the customer last replied to this number.";

/// A refused call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: u32,
    kind: &'static str,
    subcode: Option<u32>,
    message: String,
    details: Option<String>,
}

impl Refusal {
    /// By its code alone, worded as Graph does.
    pub(crate) fn of(code: u32) -> Self {
        let (status, title) = known(code);
        Self {
            status,
            code,
            kind: OBJECTS,
            subcode: None,
            message: format!("(#{code}) {title}"),
            details: None,
        }
    }

    pub(crate) fn with_details(code: u32, details: impl Into<String>) -> Self {
        Self {
            details: Some(details.into()),
            ..Self::of(code)
        }
    }

    /// Code 100 with a sentence of its own.
    pub(crate) fn invalid(message: impl AsRef<str>) -> Self {
        Self {
            message: format!("(#100) {}", message.as_ref()),
            ..Self::of(100)
        }
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::invalid(format!("The parameter {parameter} is required."))
    }

    pub(crate) fn too_long(parameter: &str, limit: usize) -> Self {
        Self::invalid(format!(
            "Param {parameter} must be at most {limit} characters long."
        ))
    }

    pub(crate) fn window_closed() -> Self {
        Self::with_details(131_047, WINDOW_CLOSED)
    }

    pub(crate) fn no_token() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            message: "An access token is required to request this resource.".into(),
            ..Self::of(104)
        }
    }

    pub(crate) fn bad_token() -> Self {
        Self {
            message: "Invalid OAuth access token - Cannot parse access token".into(),
            ..Self::of(190)
        }
    }

    /// What Graph says of an object that is not there and of one that the token may not see.
    pub(crate) fn unsupported(method: &str, id: &str) -> Self {
        Self {
            kind: METHODS,
            subcode: Some(33),
            message: format!(
                "Unsupported {} request. Object with ID '{id}' does not exist, cannot be loaded \
                 due to missing permissions, or does not support this operation. Please read the \
                 Graph API documentation at https://developers.facebook.com/docs/graph-api",
                method.to_ascii_lowercase()
            ),
            ..Self::of(100)
        }
    }

    pub(crate) fn unknown_path(path: &str) -> Self {
        Self {
            message: format!("Unknown path components: /{path}"),
            ..Self::of(2500)
        }
    }

    pub(crate) fn callback(reason: &str) -> Self {
        Self {
            message: format!(
                "(#2200) Callback verification failed with the following errors: {reason}"
            ),
            ..Self::of(2200)
        }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn body(&self) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": self.kind,
            "code": self.code,
            "fbtrace_id": trace_id(),
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        if let Some(details) = &self.details {
            error["error_data"] = json!({"messaging_product": "whatsapp", "details": details});
        }
        json!({ "error": error })
    }
}

/// The `errors` of a failed status.
pub(crate) fn failure(code: u32) -> Value {
    let (title, details) = match code {
        131_026 => ("Message undeliverable", "Message Undeliverable."),
        131_047 => ("Re-engagement message", WINDOW_CLOSED),
        131_009 => (
            "Parameter value is not valid",
            "Message ID is not valid for a reaction.",
        ),
        _ => (known(code).1, known(code).1),
    };
    json!({
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details},
        "href": "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
    })
}

/// HTTP status and wording by code. Throttles are 400, not 429: clients decide by the code.
fn known(code: u32) -> (StatusCode, &'static str) {
    let title = match code {
        0 => "AuthException",
        1 => "An unknown error occurred",
        2 => "Service temporarily unavailable",
        3 => "Application does not have the capability to make this API call.",
        4 => "Application request limit reached",
        10 => "Application does not have permission for this action",
        100 => "Invalid parameter",
        190 => "Access token has expired",
        368 => "Temporarily blocked for policies violations",
        80_007 => "There have been too many calls to this WhatsApp Business account.",
        130_403 => "The business has blocked this user",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        130_497 => "Business account is restricted from messaging users in this country.",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        33 | 131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_030 => "Recipient phone number not in allowed list",
        131_031 => "Account has been locked",
        131_037 => "Display name approval required before sending messages",
        131_042 => "Business eligibility payment issue",
        131_045 => "Incorrect certificate",
        131_047 => "Re-engagement message",
        131_048 => "Spam rate limit hit",
        131_049 => "Message not delivered to maintain healthy ecosystem engagement",
        131_050 => "User has stopped marketing messages",
        131_051 => "Unsupported message type",
        131_052 => "Media download error",
        131_053 => "Media upload error",
        131_056 => "(Business Account, Consumer Account) pair rate limit hit",
        131_057 => "Business Account is in maintenance mode",
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        133_010 => "Account not registered",
        200..=299 => "Permissions error",
        _ => "Something went wrong",
    };
    let status = match code {
        0 | 104 | 190 => StatusCode::UNAUTHORIZED,
        2 | 133_004 => StatusCode::SERVICE_UNAVAILABLE,
        3 | 131_000 | 131_016 | 131_045 | 131_057 | 133_000 | 134_102 => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => StatusCode::FORBIDDEN,
        132_001 => StatusCode::NOT_FOUND,
        _ => StatusCode::BAD_REQUEST,
    };
    (status, title)
}
