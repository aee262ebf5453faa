//! Gives a ticket to a member, or to nobody.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Conversation;
use domain::{MemberId, TicketId};
use serde::Deserialize;
use services::{Cx, tickets};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketAssignee {
    /// `null` takes it from whoever has it.
    member_id: Option<MemberId>,
}

/// Assign a ticket
#[utoipa::path(
    put,
    path = "/tickets/{ticket}/assignee",
    operation_id = "assignTicket",
    tag = "Tickets",
    responses((status = 200, body = Conversation), (status = 409, description = "`ticket_resolved`, `member_disabled`"))
)]
pub(super) async fn assign(
    cx: Cx,
    Path(id): Path<TicketId>,
    Json(body): Json<TicketAssignee>,
) -> Result<Json<Conversation>, Problem> {
    let view = tickets::assign(&cx, id, body.member_id).await?;
    Ok(Json(Conversation::new(view, cx.now)))
}
