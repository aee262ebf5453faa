//! A line's name, queue, token, and whether it is enabled.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Line;
use domain::{LineId, QueueId, RoutingPolicy, UncertainPolicy};
use serde::Deserialize;
use services::lines::LineChanges;
use services::{Cx, Secret, lines};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateLine {
    #[schema(example = "Ventas")]
    name: Option<String>,
    queue_id: Option<QueueId>,
    /// A disabled line sends nothing; what customers write is kept.
    enabled: Option<bool>,
    /// What becomes of a message whose fate is not known: `ask` leaves it to a person, `resend` sends it
    /// once more, though the customer may get it twice.
    uncertain_policy: Option<UncertainPolicy>,
    /// After how long without a word it is sent once more.
    #[schema(minimum = 5, maximum = 1440)]
    uncertain_after_minutes: Option<i64>,
    /// How the line chooses among its doors.
    routing_policy: Option<RoutingPolicy>,
    /// Whether unofficial doors may send. Only an owner can turn it on: WhatsApp may ban a number that
    /// sends through one.
    unofficial_allowed: Option<bool>,
    /// Reads the number from Graph before it takes the old one's place; never shown again.
    #[schema(write_only)]
    access_token: Option<String>,
}

/// Change a line
///
/// Needs `connections.manage`. What is left out stays.
#[utoipa::path(
    patch,
    path = "/lines/{line}",
    operation_id = "updateLine",
    tag = "Lines",
    responses(
        (status = 200, body = Line),
        (status = 403, description = "`forbidden`, `owner_needed`"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`, `graph_refused`, `waba_mismatch`"),
        (status = 503, description = "`graph_unreachable`"),
    )
)]
pub(super) async fn update(
    cx: Cx,
    Path(line): Path<LineId>,
    Json(body): Json<UpdateLine>,
) -> Result<Json<Line>, Problem> {
    let changes = LineChanges {
        name: body.name,
        queue_id: body.queue_id,
        enabled: body.enabled,
        uncertain_policy: body.uncertain_policy,
        uncertain_after_minutes: body.uncertain_after_minutes,
        routing_policy: body.routing_policy,
        unofficial_allowed: body.unofficial_allowed,
        access_token: body.access_token.map(Secret::new),
    };
    Ok(Json(lines::update(&cx, line, changes).await?.into()))
}
