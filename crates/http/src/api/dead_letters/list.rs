//! The list of what did not arrive.

use super::view::DeadLetter;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use domain::{LineId, Time};
use serde::{Deserialize, Serialize};
use services::Cx;
use services::messages::dead_letters::{self, DeadLetterFilter, ListDeadLetters};
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
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct DeadLetterList {
    data: Vec<DeadLetter>,
    next_cursor: Option<String>,
    as_of: i64,
}

/// List messages that did not arrive, or may not have, the newest first
#[utoipa::path(
    get,
    path = "/dead-letters",
    operation_id = "listDeadLetters",
    tag = "Dead letters",
    params(Which),
    responses((status = 200, body = DeadLetterList))
)]
pub(super) async fn list(
    cx: Cx,
    Query(which): Query<Which>,
) -> Result<Json<DeadLetterList>, Problem> {
    let wanted = ListDeadLetters {
        filter: DeadLetterFilter {
            line: which.line,
            cause: which.cause,
            since: which.since,
            until: which.until,
            dismissed: which.dismissed.unwrap_or_default(),
        },
        limit: which.limit,
        cursor: which.cursor,
    };
    let page = dead_letters::list(&cx, wanted).await?;
    let letter = |letter| DeadLetter::new(letter, cx.now);
    Ok(Json(DeadLetterList {
        data: page.data.into_iter().map(letter).collect(),
        next_cursor: page.next_cursor,
        as_of: page.as_of,
    }))
}
