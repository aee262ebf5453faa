//! Every queue.

use super::view::Queue;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, queues};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Queues {
    data: Vec<Queue>,
}

/// List the queues
///
/// The oldest comes first: it takes the lines that name no other.
#[utoipa::path(
    get,
    path = "/queues",
    operation_id = "listQueues",
    tag = "Queues",
    responses((status = 200, body = Queues))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<Queues>, Problem> {
    let queues = queues::list(&cx).await?;
    Ok(Json(Queues {
        data: queues.into_iter().map(Queue::from).collect(),
    }))
}
