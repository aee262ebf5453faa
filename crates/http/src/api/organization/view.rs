//! The organization as JSON.

use domain::{Country, Locale, OrganizationId};
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

/// A company, or a client of an agency.
#[derive(Serialize, ToSchema)]
pub(crate) struct Organization {
    id: OrganizationId,
    #[schema(example = "Azulejos Talavera")]
    name: String,
    country: Country,
    #[schema(example = "America/Mexico_City")]
    time_zone: String,
    locale: Locale,
}

impl From<people::Organization> for Organization {
    fn from(organization: people::Organization) -> Self {
        Self {
            id: organization.id,
            name: organization.name,
            country: organization.country,
            time_zone: organization.time_zone.to_string(),
            locale: organization.locale,
        }
    }
}
