//! Where a webhook goes: every number, its app and its line, before an organization is known.

use super::SystemTx;
use crate::meta_apps::{MetaApp, insert, select, update};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result};
use domain::{DoorId, LineId, MetaAppId, OrganizationId};

row! {
    /// A claimed number.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Route {
        pub meta_app_id: MetaAppId,
        pub phone_number_id: String,
        pub waba_id: Option<String>,
        pub organization_id: OrganizationId,
        pub line_id: LineId,
        pub door_id: DoorId,
        pub line_enabled: bool,
        pub door_enabled: bool,
    }
}

impl SystemTx {
    pub async fn routes(&mut self) -> Result<Vec<Route>> {
        let rows = on!(self, |db| {
            sqlx::query_as(
            "SELECT d.meta_app_id, d.phone_number_id, d.waba_id, d.organization_id, d.line_id, d.id AS door_id,
                    l.enabled AS line_enabled, d.enabled AS door_enabled
             FROM doors d JOIN lines l ON l.organization_id = d.organization_id AND l.id = d.line_id
             WHERE d.meta_app_id IS NOT NULL AND d.phone_number_id IS NOT NULL
             ORDER BY d.id",
        )
        .fetch_all(db)
        .await
        })?;
        Ok(rows)
    }

    /// Every app, the installation's and those of all organizations, with their sealed secrets.
    pub async fn meta_apps(&mut self) -> Result<Vec<MetaApp>> {
        let rows = on!(self, |db| sqlx::query_as(select!("ORDER BY id"))
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    /// The installation's own app.
    pub async fn find_installation_app(&mut self) -> Result<Option<MetaApp>> {
        let row = on!(self, |db| sqlx::query_as(select!(
            "WHERE organization_id IS NULL ORDER BY id LIMIT 1"
        ))
        .fetch_optional(db)
        .await)?;
        Ok(row)
    }

    pub async fn insert_meta_app(&mut self, app: &MetaApp) -> Result<()> {
        Ok(insert!(self, app)?)
    }

    /// Name and secrets.
    pub async fn update_meta_app(&mut self, app: &MetaApp) -> Result<()> {
        Ok(update!(self, app)?)
    }

    /// Whose a line is.
    pub async fn line_home(&mut self, line: LineId) -> Result<OrganizationId> {
        let home = on!(self, |db| sqlx::query_scalar(
            "SELECT organization_id FROM lines WHERE id = $1"
        )
        .bind(line)
        .fetch_optional(db)
        .await)?;
        home.ok_or(Error::NotFound("line"))
    }
}
