//! The organization.

use super::view::Organization;
use crate::extract::Json;
use crate::problem::Problem;
use services::{Cx, people};

/// See the organization
#[utoipa::path(
    get,
    path = "/",
    operation_id = "getOrganization",
    tag = "Organization",
    responses((status = 200, body = Organization), (status = 404, description = "`not_found`"))
)]
pub(super) async fn get(cx: Cx) -> Result<Json<Organization>, Problem> {
    let organization = people::get_organization(&cx).await?;
    Ok(Json(organization.into()))
}
