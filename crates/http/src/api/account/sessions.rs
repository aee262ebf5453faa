//! Where one is signed in.

use crate::cx::SignedIn;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::{SessionId, Time};
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Sessions {
    data: Vec<Session>,
}

/// A browser in which one is signed in.
#[derive(Serialize, ToSchema)]
struct Session {
    id: SessionId,
    created_at: Time,
    last_seen_at: Time,
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")]
    user_agent: Option<String>,
    #[schema(example = "203.0.113.7")]
    ip: Option<String>,
    /// Whether it is the one that asks.
    current: bool,
}

/// List one's own sessions
///
/// The last seen comes first.
#[utoipa::path(
    get,
    path = "/me/sessions",
    operation_id = "listSessions",
    tag = "Account",
    security(("session" = [])),
    responses((status = 200, body = Sessions), (status = 401, description = "`unauthenticated`"))
)]
pub(super) async fn list(signed_in: SignedIn) -> Result<Json<Sessions>, Problem> {
    let sessions = people::list_sessions(&signed_in.env, signed_in.person.user).await?;
    let current = signed_in.person.session;
    let data = sessions.into_iter().map(|session| Session {
        id: session.id,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        user_agent: session.user_agent,
        ip: session.ip,
        current: session.id == current,
    });
    Ok(Json(Sessions {
        data: data.collect(),
    }))
}

/// End one of one's own sessions
///
/// It stops working at its next request.
#[utoipa::path(
    delete,
    path = "/me/sessions/{session}",
    operation_id = "revokeSession",
    tag = "Account",
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`unauthenticated`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn revoke(
    signed_in: SignedIn,
    Path(session): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    people::revoke_session(&signed_in.env, signed_in.person.user, session).await?;
    Ok(StatusCode::NO_CONTENT)
}
