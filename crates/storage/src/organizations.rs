//! The organization of a transaction.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{Country, Locale, OrganizationId, Time, Zone};

/// The tenant: a company, or a client of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: String,
    pub country: Country,
    pub time_zone: Zone,
    pub locale: Locale,
    pub created_at: Time,
}

row! {
    pub(crate) struct OrganizationRow {
        pub(crate) id: OrganizationId,
        pub(crate) name: String,
        pub(crate) country: String,
        pub(crate) time_zone: String,
        pub(crate) locale: Locale,
        pub(crate) created_at: Time,
    }
}

impl TryFrom<OrganizationRow> for Organization {
    type Error = Error;
    fn try_from(row: OrganizationRow) -> Result<Self> {
        let corrupt = |why: String| Error::Corrupt {
            what: "organization",
            why: format!("{}: {why}", row.id),
        };
        Ok(Self {
            id: row.id,
            country: row
                .country
                .parse()
                .map_err(|error: domain::UnknownCountry| corrupt(error.to_string()))?,
            time_zone: row
                .time_zone
                .parse()
                .map_err(|error: domain::UnknownZone| corrupt(error.to_string()))?,
            name: row.name,
            locale: row.locale,
            created_at: row.created_at,
        })
    }
}

impl Tx {
    pub const fn organizations(&mut self) -> Organizations<'_> {
        Organizations(self)
    }
}

/// The one organization that the transaction sees.
pub struct Organizations<'tx>(&'tx mut Tx);

impl Organizations<'_> {
    pub async fn get(self) -> Result<Organization> {
        let row: Option<OrganizationRow> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, country, time_zone, locale, created_at FROM organizations WHERE id = $1",
        )
        .bind(self.0.organization)
        .fetch_optional(db)
        .await
        })?;
        row.ok_or(Error::NotFound("organization"))?.try_into()
    }

    /// Everything but its id and age.
    pub async fn update(self, organization: &Organization) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE organizations SET name = $2, country = $3, time_zone = $4, locale = $5 WHERE id = $1",
        )
        .bind(self.0.organization)
        .bind(&organization.name)
        .bind(organization.country.to_string())
        .bind(organization.time_zone.name())
        .bind(organization.locale)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}
