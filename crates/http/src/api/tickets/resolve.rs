//! Resolves a ticket, and opens it again.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Conversation;
use domain::TicketId;
use services::{Cx, tickets};

/// Resolve a ticket
#[utoipa::path(
    post,
    path = "/tickets/{ticket}/resolve",
    operation_id = "resolveTicket",
    tag = "Tickets",
    responses((status = 200, body = Conversation))
)]
pub(super) async fn resolve(
    cx: Cx,
    Path(id): Path<TicketId>,
) -> Result<Json<Conversation>, Problem> {
    let view = tickets::resolve(&cx, id).await?;
    Ok(Json(Conversation::new(view, cx.now)))
}

/// Open a resolved ticket again
#[utoipa::path(
    post,
    path = "/tickets/{ticket}/reopen",
    operation_id = "reopenTicket",
    tag = "Tickets",
    responses((status = 200, body = Conversation), (status = 409, description = "`ticket_superseded`"))
)]
pub(super) async fn reopen(
    cx: Cx,
    Path(id): Path<TicketId>,
) -> Result<Json<Conversation>, Problem> {
    let view = tickets::reopen(&cx, id).await?;
    Ok(Json(Conversation::new(view, cx.now)))
}
