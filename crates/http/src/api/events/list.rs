//! Events by cursor, for programs that poll.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use domain::{Event, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use services::{Cx, events};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// The `seq` of the last event that the caller has; 0 from the beginning.
    #[serde(default)]
    after: i64,
    /// 1 to 500; 100 where it is left out.
    limit: Option<i64>,
}

const DEFAULT_PAGE: i64 = 100;

#[derive(Serialize, ToSchema)]
pub(super) struct EventList {
    data: Vec<EventEntry>,
    /// The next page's `after`.
    next_after: i64,
}

/// What happened, by ids.
#[derive(Serialize, ToSchema)]
struct EventEntry {
    seq: i64,
    at: Time,
    /// As `message.received`. Ignore what you do not know.
    #[serde(rename = "type")]
    #[schema(example = "message.received")]
    kind: &'static str,
    /// The ids of what it was about.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    subject: Map<String, Value>,
    /// Who did it.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    actor: Value,
    request_id: Option<String>,
    /// `live`, or told afterwards: `history`, `replay`.
    #[schema(example = "live")]
    origin: &'static str,
}

impl From<Event> for EventEntry {
    fn from(event: Event) -> Self {
        let mut subject = match serde_json::to_value(&event.kind) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) | Err(_) => Map::new(),
        };
        subject.remove("type");
        Self {
            seq: event.seq,
            at: event.at,
            kind: event.kind.name(),
            subject,
            actor: serde_json::to_value(&event.actor).unwrap_or_default(),
            request_id: event.request_id,
            origin: event.origin.as_str(),
        }
    }
}

/// List events after a cursor
#[utoipa::path(
    get,
    path = "/events",
    operation_id = "listEvents",
    tag = "Events",
    params(Which),
    responses((status = 200, body = EventList), (status = 410, description = "`cursor_too_old`"))
)]
pub(super) async fn list(cx: Cx, Query(which): Query<Which>) -> Result<Json<EventList>, Problem> {
    let limit = which.limit.unwrap_or(DEFAULT_PAGE);
    let events = events::list(&cx, which.after, limit).await?;
    let next_after = events.last().map_or(which.after, |event| event.seq);
    Ok(Json(EventList {
        data: events.into_iter().map(EventEntry::from).collect(),
        next_after,
    }))
}
