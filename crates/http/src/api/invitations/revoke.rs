//! An invitation taken back.

use crate::extract::Path;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::InvitationId;
use services::{Cx, people};

/// Revoke an invitation
///
/// Needs `members.manage`. Its link opens nothing from now on.
#[utoipa::path(
    delete,
    path = "/invitations/{invitation}",
    operation_id = "revokeInvitation",
    tag = "Members",
    responses(
        (status = 204),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn revoke(
    cx: Cx,
    Path(invitation): Path<InvitationId>,
) -> Result<StatusCode, Problem> {
    people::revoke_invitation(&cx, invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}
