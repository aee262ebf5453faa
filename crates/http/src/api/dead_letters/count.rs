//! The numbers on the filters of what did not arrive.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::view::Text3;
use domain::{LineId, Time};
use serde::{Deserialize, Serialize};
use services::Cx;
use services::messages::dead_letters::{self, CauseCount, DeadLetterFilter};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    line: Option<LineId>,
    /// `cause` of an entry: Meta's code, or a word.
    cause: Option<String>,
    /// Failed at this moment or later.
    since: Option<Time>,
    /// Failed before this moment.
    until: Option<Time>,
    /// Those that somebody dismissed, instead of those that wait.
    dismissed: Option<bool>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct DeadLetterCounts {
    /// Of the whole filter.
    total: i64,
    /// Counting ended at 10 000; there are more.
    more: bool,
    /// Of the filter without its cause, the most frequent first.
    causes: Vec<DeadLetterCause>,
    /// Of the filter without its line.
    lines: Vec<DeadLetterLine>,
}

#[derive(Serialize, ToSchema)]
struct DeadLetterCause {
    #[schema(example = "131026")]
    cause: String,
    /// What it means, in the languages of the house, where it is known.
    meaning: Option<Text3>,
    count: i64,
}

#[derive(Serialize, ToSchema)]
struct DeadLetterLine {
    line_id: LineId,
    count: i64,
}

impl From<CauseCount> for DeadLetterCause {
    fn from(found: CauseCount) -> Self {
        Self {
            cause: found.cause,
            meaning: found.explanation.map(|it| it.cause.into()),
            count: found.count,
        }
    }
}

/// Count messages that did not arrive, by cause and by line
#[utoipa::path(
    get,
    path = "/dead-letters/counts",
    operation_id = "countDeadLetters",
    tag = "Dead letters",
    params(Which),
    responses((status = 200, body = DeadLetterCounts))
)]
pub(super) async fn count(
    cx: Cx,
    Query(which): Query<Which>,
) -> Result<Json<DeadLetterCounts>, Problem> {
    let filter = DeadLetterFilter {
        line: which.line,
        cause: which.cause,
        since: which.since,
        until: which.until,
        dismissed: which.dismissed.unwrap_or_default(),
    };
    let counts = dead_letters::count(&cx, &filter).await?;
    let line = |(line_id, count)| DeadLetterLine { line_id, count };
    Ok(Json(DeadLetterCounts {
        total: counts.total,
        more: counts.more,
        causes: counts
            .causes
            .into_iter()
            .map(DeadLetterCause::from)
            .collect(),
        lines: counts.lines.into_iter().map(line).collect(),
    }))
}
