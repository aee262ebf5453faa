//! Name, country, time zone, language.

use super::view::Organization;
use crate::extract::Json;
use crate::problem::Problem;
use domain::Locale;
use serde::Deserialize;
use services::people::OrganizationChange;
use services::{Cx, people};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateOrganization {
    #[schema(example = "Azulejos Talavera")]
    name: Option<String>,
    /// Two letters of ISO 3166: phone numbers without a country code belong to it.
    #[schema(example = "MX")]
    country: Option<String>,
    #[schema(example = "America/Mexico_City")]
    time_zone: Option<String>,
    locale: Option<Locale>,
}

/// Change the organization
///
/// Needs `organization.manage`. What is left out stays.
#[utoipa::path(
    patch,
    path = "/",
    operation_id = "updateOrganization",
    tag = "Organization",
    responses(
        (status = 200, body = Organization),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn update(
    cx: Cx,
    Json(body): Json<UpdateOrganization>,
) -> Result<Json<Organization>, Problem> {
    let change = OrganizationChange {
        name: body.name,
        country: body.country,
        time_zone: body.time_zone,
        locale: body.locale,
    };
    let organization = people::update_organization(&cx, change).await?;
    Ok(Json(organization.into()))
}
