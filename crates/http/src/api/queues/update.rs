//! A queue's name and reopen policy.

use super::view::Queue;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use domain::{QueueId, ReopenPolicy};
use serde::Deserialize;
use services::queues::QueueChanges;
use services::{Cx, queues};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateQueue {
    #[schema(example = "General")]
    name: Option<String>,
    reopen: Option<UpdateReopen>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateReopen {
    policy: Option<ReopenPolicy>,
    #[schema(example = 24)]
    within_hours: Option<i64>,
}

/// Change a queue
///
/// Needs `organization.manage`. What is left out stays.
#[utoipa::path(
    patch,
    path = "/queues/{queue}",
    operation_id = "updateQueue",
    tag = "Queues",
    responses(
        (status = 200, body = Queue),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn update(
    cx: Cx,
    Path(queue): Path<QueueId>,
    Json(body): Json<UpdateQueue>,
) -> Result<Json<Queue>, Problem> {
    let reopen = body.reopen.as_ref();
    let changes = QueueChanges {
        name: body.name,
        reopen_policy: reopen.and_then(|reopen| reopen.policy),
        reopen_within_hours: reopen.and_then(|reopen| reopen.within_hours),
    };
    Ok(Json(queues::update(&cx, queue, changes).await?.into()))
}
