//! Which letters an action means: named one by one, or all of a filter.

use crate::problem::{FieldProblem, Problem};
use axum::http::StatusCode;
use domain::{LineId, MessageId, Time};
use serde::Deserialize;
use services::messages::dead_letters::{DeadLetterFilter, WhichLetters};
use utoipa::ToSchema;

/// All that match, up to 100 a call, the oldest first. An empty filter means all of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeadLettersMatching {
    line: Option<LineId>,
    cause: Option<String>,
    since: Option<Time>,
    until: Option<Time>,
}

/// Exactly one of the two.
pub(super) fn which(
    ids: Option<Vec<MessageId>>,
    matching: Option<DeadLettersMatching>,
    cursor: Option<String>,
) -> Result<WhichLetters, Problem> {
    match (ids, matching) {
        (Some(ids), None) if cursor.is_none() => Ok(WhichLetters::These(ids)),
        (None, Some(matching)) => Ok(WhichLetters::Matching {
            filter: DeadLetterFilter {
                line: matching.line,
                cause: matching.cause,
                since: matching.since,
                until: matching.until,
                dismissed: false,
            },
            cursor,
        }),
        _ => Err(ambiguous()),
    }
}

fn ambiguous() -> Problem {
    let detail = "send either ids, or matching with its cursor";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", detail).field(FieldProblem {
        field: "ids".to_owned(),
        code: "ambiguous".to_owned(),
        detail: detail.to_owned(),
    })
}
