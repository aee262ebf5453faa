//! The open invitations.

use super::view::Invitation;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Invitations {
    data: Vec<Invitation>,
}

/// List the open invitations
///
/// Needs `members.manage`. The newest comes first; expired ones stay until they are revoked.
#[utoipa::path(
    get,
    path = "/invitations",
    operation_id = "listInvitations",
    tag = "Members",
    responses((status = 200, body = Invitations), (status = 403, description = "`forbidden`"))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<Invitations>, Problem> {
    let invitations = people::list_invitations(&cx).await?;
    Ok(Json(Invitations {
        data: invitations.into_iter().map(Invitation::from).collect(),
    }))
}
