//! "Seen, let it be", and back.

use super::view::DeadLettersDone;
use super::which::{DeadLettersMatching, which};
use crate::extract::Json;
use crate::problem::Problem;
use domain::MessageId;
use serde::Deserialize;
use services::Cx;
use services::messages::dead_letters;
use utoipa::ToSchema;

/// Either `ids`, or `matching`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhichDeadLetters {
    /// 1 to 100 messages.
    ids: Option<Vec<MessageId>>,
    matching: Option<DeadLettersMatching>,
    /// `next_cursor` of the call before, with the same `matching`.
    cursor: Option<String>,
}

/// Let failed messages be: they leave the list, and stay failed in their threads
#[utoipa::path(
    post,
    path = "/dead-letters/dismiss",
    operation_id = "dismissDeadLetters",
    tag = "Dead letters",
    responses(
        (status = 200, body = DeadLettersDone, description = "Refusals: `not_failed`, `not_found`"),
        (status = 404, description = "None of the ids is there"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn dismiss(
    cx: Cx,
    Json(body): Json<WhichDeadLetters>,
) -> Result<Json<DeadLettersDone>, Problem> {
    let which = which(body.ids, body.matching, body.cursor)?;
    Ok(Json(dead_letters::dismiss(&cx, which).await?.into()))
}

/// Take dismissed messages back into the list
#[utoipa::path(
    post,
    path = "/dead-letters/restore",
    operation_id = "restoreDeadLetters",
    tag = "Dead letters",
    responses(
        (status = 200, body = DeadLettersDone, description = "Refusals: `not_failed`, `not_found`"),
        (status = 404, description = "None of the ids is there"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn restore(
    cx: Cx,
    Json(body): Json<WhichDeadLetters>,
) -> Result<Json<DeadLettersDone>, Problem> {
    let which = which(body.ids, body.matching, body.cursor)?;
    Ok(Json(dead_letters::restore(&cx, which).await?.into()))
}
