//! A new invitation.

use super::view::Invitation;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::Role;
use serde::Deserialize;
use services::people::NewInvitation;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateInvitation {
    role: Role,
    /// Fills in the guest's form.
    #[schema(example = "bruno@talavera.example")]
    email: Option<String>,
}

/// Invite somebody
///
/// Needs `members.manage`; only an owner invites owners. The link is in this answer alone: hand it over.
#[utoipa::path(
    post,
    path = "/invitations",
    operation_id = "createInvitation",
    tag = "Members",
    responses(
        (status = 201, body = Invitation),
        (status = 403, description = "`forbidden`"),
        (status = 409, description = "`already_member`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn create(
    cx: Cx,
    Json(body): Json<CreateInvitation>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let new = NewInvitation {
        role: body.role,
        email: body.email,
    };
    let invited = people::invite(&cx, new).await?;
    Ok((StatusCode::CREATED, Json(invited.into())))
}
