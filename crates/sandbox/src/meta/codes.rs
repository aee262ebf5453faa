//! Graph's codes: their HTTP statuses and titles.

use axum::http::StatusCode;

const UNKNOWN: &str = "Something went wrong";

/// HTTP status and wording by code.
pub(super) fn known(code: u32) -> (StatusCode, &'static str) {
    (status(code), title(code))
}

fn title(code: u32) -> &'static str {
    match code {
        0..=999 => of_graph(code),
        132_000..=139_999 => of_templates_and_numbers(code),
        _ => of_messages(code),
    }
}

fn of_graph(code: u32) -> &'static str {
    match code {
        0 => "AuthException",
        1 => "An unknown error occurred",
        2 => "Service temporarily unavailable",
        3 => "Application does not have the capability to make this API call.",
        4 => "Application request limit reached",
        10 => "Application does not have permission for this action",
        100 => "Invalid parameter",
        190 => "Access token has expired",
        368 => "Temporarily blocked for policies violations",
        33 => "Parameter value is not valid",
        613 => "Calls to this api have exceeded the rate limit.",
        200..=299 => "Permissions error",
        _ => UNKNOWN,
    }
}

fn of_messages(code: u32) -> &'static str {
    match code {
        80_007 => "There have been too many calls to this WhatsApp Business account.",
        130_403 => "The business has blocked this user",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        130_497 => "Business account is restricted from messaging users in this country.",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
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
        131_060 => "This message is currently unavailable",
        131_062 => "Business-scoped user id recipients are not supported for this message",
        _ => UNKNOWN,
    }
}

fn of_templates_and_numbers(code: u32) -> &'static str {
    match code {
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_005 => "Translated text too long",
        132_007 => "Template format character policy violated",
        132_008 => "Template parameter value is not valid",
        132_012 => "Parameter format does not match format in the created template",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        132_018 => "Template parameters are not valid",
        133_005 => "Two step verification PIN mismatch",
        133_006 => "Phone number re-verification needed",
        133_010 => "Account not registered",
        133_016 => "Account register deregister rate limit exceeded",
        136_024 => "The number is verified already",
        139_100 => "Failed to block/unblock some users",
        139_101 => "Block list limit reached",
        _ => UNKNOWN,
    }
}

/// Throttles are 400, not 429: clients decide by the code.
fn status(code: u32) -> StatusCode {
    match code {
        0 | 104 | 190 => StatusCode::UNAUTHORIZED,
        2 | 133_004 => StatusCode::SERVICE_UNAVAILABLE,
        3 | 131_000 | 131_016 | 131_045 | 131_057 | 133_000 | 134_102 => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => StatusCode::FORBIDDEN,
        132_001 => StatusCode::NOT_FOUND,
        _ => StatusCode::BAD_REQUEST,
    }
}
