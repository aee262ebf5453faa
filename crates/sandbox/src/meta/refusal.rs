//! Graph's error body, with the code's usual HTTP status and wording.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::codes::known;
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
    /// What people are to read: title and text.
    for_people: Option<Box<(String, String)>>,
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
            for_people: None,
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

    pub(crate) fn wrong_type(parameter: &str, must_be: &str) -> Self {
        Self::invalid(format!("Param {parameter} must be {must_be}."))
    }

    /// An id that means no file of this number.
    pub(crate) fn no_such_media(parameter: &str) -> Self {
        Self::invalid(format!(
            "Param {parameter} is not a valid whatsapp business account media attachment ID"
        ))
    }

    /// What is wrong with a template, told to people as well.
    pub(crate) fn template(subcode: u32, title: &str, text: impl Into<String>) -> Self {
        Self {
            message: "Invalid parameter".into(),
            subcode: Some(subcode),
            for_people: Some(Box::new((title.to_owned(), text.into()))),
            ..Self::of(100)
        }
    }

    pub(crate) fn not_found(message: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            ..Self::invalid(message)
        }
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
        if let Some(people) = &self.for_people {
            let (title, text) = people.as_ref();
            error["is_transient"] = json!(false);
            error["error_user_title"] = json!(title);
            error["error_user_msg"] = json!(text);
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
        131_053 => (
            "Media upload error",
            "Downloading media from weblink failed, or its type or size is not supported.",
        ),
        137_000 => (
            "Identity key hash mismatch",
            "The recipient's identity key hash differs from the one that was given.",
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
