//! A queue as JSON.

use domain::{QueueId, ReopenPolicy};
use serde::Serialize;
use utoipa::ToSchema;

/// A team's line of tickets.
#[derive(Serialize, ToSchema)]
pub(super) struct Queue {
    id: QueueId,
    #[schema(example = "General")]
    name: String,
    reopen: Reopen,
}

/// What a customer's message does after the last ticket was resolved.
#[derive(Serialize, ToSchema)]
struct Reopen {
    policy: ReopenPolicy,
    /// Later messages open a new ticket.
    #[schema(example = 24)]
    within_hours: i64,
}

impl From<services::queues::Queue> for Queue {
    fn from(queue: services::queues::Queue) -> Self {
        Self {
            id: queue.id,
            name: queue.name,
            reopen: Reopen {
                policy: queue.reopen_policy,
                within_hours: queue.reopen_within_hours,
            },
        }
    }
}
