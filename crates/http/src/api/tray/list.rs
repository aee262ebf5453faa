//! The tray's entries.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use domain::{LineId, Time, UnparsedId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use services::views::Unparsed;
use services::{Cx, tray};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Tray {
    data: Vec<TrayEntry>,
    next_cursor: Option<String>,
    as_of: i64,
}

/// One thing that came in and was not understood.
#[derive(Serialize, ToSchema)]
struct TrayEntry {
    id: UnparsedId,
    line_id: Option<LineId>,
    /// Meta's field, where it is known.
    field: Option<String>,
    /// A stable word: `not_handled`, `unreadable`, `failed`, `unknown_target`.
    cause: String,
    detail: String,
    received_at: Time,
    /// As it came; a text where it is no JSON.
    body: Value,
}

impl From<Unparsed> for TrayEntry {
    fn from(entry: Unparsed) -> Self {
        let text = String::from_utf8_lossy(&entry.body);
        let body = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned()));
        Self {
            id: entry.id,
            line_id: entry.line_id,
            field: entry.field,
            cause: entry.cause,
            detail: entry.detail,
            received_at: entry.received_at,
            body,
        }
    }
}

/// List what could not be read, the newest first
#[utoipa::path(
    get,
    path = "/unparsed",
    operation_id = "listUnparsed",
    tag = "Tray",
    params(Which),
    responses((status = 200, body = Tray))
)]
pub(super) async fn list(cx: Cx, Query(which): Query<Which>) -> Result<Json<Tray>, Problem> {
    let page = tray::list(&cx, which.limit, which.cursor.as_deref()).await?;
    Ok(Json(Tray {
        data: page.data.into_iter().map(TrayEntry::from).collect(),
        next_cursor: page.next_cursor,
        as_of: page.as_of,
    }))
}
