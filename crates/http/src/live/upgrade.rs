//! Opens a live socket.

use super::frame::{ClientFrame, LiveFrame};
use super::socket::{Socket, Watcher};
use crate::AppState;
use crate::cx::Pass;
use crate::extract::Query;
use crate::problem::Problem;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Extension, State};
use axum::response::Response;
use domain::Permission;
use serde::Deserialize;
use services::{Caller, Cx, events};
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct From {
    /// `as_of` of what the client has read; left out: from now on.
    after: Option<i64>,
}

/// Frames of a client are small.
const LARGEST_FRAME: usize = 16 * 1024;

/// Open the live socket
///
/// Scripts in a browser send their session's cookie; programs the subprotocols `aldaba, <token>`.
/// The server speaks `LiveFrame`, the client `ClientFrame`. It closes with 1012 when it restarts,
/// with 4401 when the session ended or its rights are gone.
#[utoipa::path(
    get,
    path = "/live",
    operation_id = "live",
    tag = "Events",
    params(From),
    request_body(content = ClientFrame, description = "What the client may say once the socket is open"),
    responses((status = 101, body = LiveFrame, description = "What the server says from then on"))
)]
pub(super) async fn live(
    cx: Cx,
    Query(from): Query<From>,
    Extension(pass): Extension<Pass>,
    State(state): State<AppState>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    cx.require(Permission::ConversationsRead)?;
    let last = events::last(&cx.env, cx.organization).await?;
    let member = match &cx.caller {
        Caller::Member { member, name, .. } => Some((*member, name.clone())),
        Caller::Api { .. } | Caller::System => None,
    };
    let watcher = Watcher {
        member,
        after: from.after.unwrap_or(last).min(last),
        last,
        pass,
    };
    let room = state.hub.room(cx.organization, last);
    let socket = Socket::new(state.clone(), room, watcher);
    Ok(upgrade
        .protocols(["aldaba"])
        .max_message_size(LARGEST_FRAME)
        .on_upgrade(move |stream| socket.run(stream)))
}
