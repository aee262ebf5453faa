//! Everybody in the organization.

use super::Member;
use crate::extract::Json;
use crate::problem::Problem;

use serde::Serialize;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Members {
    data: Vec<Member>,
}

/// List the members
///
/// The oldest comes first. E-mail addresses need `members.view`.
#[utoipa::path(
    get,
    path = "/members",
    operation_id = "listMembers",
    tag = "Members",
    responses((status = 200, body = Members))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<Members>, Problem> {
    let members = people::list_members(&cx).await?;
    let data = members
        .into_iter()
        .map(|member| Member::of(&cx, member))
        .collect();
    Ok(Json(Members { data }))
}
