//! Many once more.

use super::view::DeadLettersDone;
use super::which::{DeadLettersMatching, which};
use crate::extract::Json;
use crate::problem::Problem;
use domain::{DoorKind, MessageId};
use serde::Deserialize;
use services::Cx;
use services::messages::{Retry, dead_letters};
use utoipa::ToSchema;

/// Either `ids`, or `matching`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetryDeadLetters {
    /// 1 to 100 messages.
    ids: Option<Vec<MessageId>>,
    matching: Option<DeadLettersMatching>,
    /// `next_cursor` of the call before, with the same `matching`.
    cursor: Option<String>,
    /// Also the uncertain ones: they may have gone out already, and may arrive twice.
    #[serde(default)]
    confirm: bool,
    /// Through this door of their lines, instead of the one that each took.
    door: Option<DoorKind>,
}

/// Send many failed messages once more
///
/// Each is queued, or refused for a reason of its own; none is left half done, and asking again sends
/// nothing twice. With `matching`, go on with `next_cursor` until it is `null`.
#[utoipa::path(
    post,
    path = "/dead-letters/retry",
    operation_id = "retryDeadLetters",
    tag = "Dead letters",
    responses(
        (status = 200, body = DeadLettersDone, description = "Refusals: `confirmation_needed`, `not_failed`, `not_found`, and what retryMessage answers"),
        (status = 404, description = "None of the ids is there"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn retry(
    cx: Cx,
    Json(body): Json<RetryDeadLetters>,
) -> Result<Json<DeadLettersDone>, Problem> {
    let which = which(body.ids, body.matching, body.cursor)?;
    let how = Retry {
        confirmed: body.confirm,
        door: body.door,
    };
    let bulk = dead_letters::retry(&cx, which, how).await?;
    Ok(Json(bulk.into()))
}
