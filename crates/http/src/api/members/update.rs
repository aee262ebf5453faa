//! A member's role and state.

use super::Member;
use crate::extract::{Json, Path};
use crate::problem::Problem;

use domain::{MemberId, MemberState, Role};
use serde::Deserialize;
use services::people::MemberChange;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateMember {
    role: Option<Role>,
    state: Option<MemberState>,
}

/// Change a member's role or state
///
/// Needs `members.manage`; only an owner makes or changes owners. Who is disabled is out at once.
#[utoipa::path(
    patch,
    path = "/members/{member}",
    operation_id = "updateMember",
    tag = "Members",
    responses(
        (status = 200, body = Member),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
        (status = 409, description = "`last_owner`"),
    )
)]
pub(super) async fn update(
    cx: Cx,
    Path(member): Path<MemberId>,
    Json(body): Json<UpdateMember>,
) -> Result<Json<Member>, Problem> {
    let change = MemberChange {
        role: body.role,
        state: body.state,
    };
    let member = people::update_member(&cx, member, change).await?;
    Ok(Json(Member::of(&cx, member)))
}
