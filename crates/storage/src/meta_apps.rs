//! Meta apps: the owners of the webhook addresses, the installation's own and those of organizations.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{MetaAppId, OrganizationId, Time};

row! {
    /// An app at Meta. The secrets are sealed for [`crate::Place::meta_app_secret`].
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MetaApp {
        pub id: MetaAppId,
        /// `None` for the installation's own.
        pub organization_id: Option<OrganizationId>,
        pub name: String,
        /// Meta's id of the app.
        pub app_id: String,
        pub verify_token: String,
        pub secret: Vec<u8>,
        /// What Meta may still sign by while a new secret takes over.
        pub previous_secret: Option<Vec<u8>>,
        pub secret_set_at: Time,
        pub created_at: Time,
    }
}

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT id, organization_id, name, app_id, verify_token, secret, previous_secret, secret_set_at,
                    created_at FROM meta_apps ",
            $tail
        )
    };
}
pub(crate) use select;

/// Inserts an app through a transaction of either kind; `$app.organization_id` says whose it is.
macro_rules! insert {
    ($tx:expr, $app:expr) => {
        $crate::tx::on!($tx, |db| sqlx::query(
            "INSERT INTO meta_apps (id, organization_id, name, app_id, verify_token, secret, previous_secret,
                                    secret_set_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind($app.id)
        .bind($app.organization_id)
        .bind(&$app.name)
        .bind(&$app.app_id)
        .bind(&$app.verify_token)
        .bind(&$app.secret)
        .bind(&$app.previous_secret)
        .bind($app.secret_set_at)
        .bind($app.created_at)
        .execute(db)
        .await
        .map(|_| ()))
    };
}
pub(crate) use insert;

/// Changes an app through a transaction of either kind, where it belongs to `$app.organization_id`.
macro_rules! update {
    ($tx:expr, $app:expr) => {
        $crate::tx::on!($tx, |db| sqlx::query(
            "UPDATE meta_apps SET name = $3, secret = $4, previous_secret = $5, secret_set_at = $6
             WHERE id = $1 AND organization_id IS NOT DISTINCT FROM $2",
        )
        .bind($app.id)
        .bind($app.organization_id)
        .bind(&$app.name)
        .bind(&$app.secret)
        .bind(&$app.previous_secret)
        .bind($app.secret_set_at)
        .execute(db)
        .await
        .map(|_| ()))
    };
}
pub(crate) use update;

impl Tx {
    pub const fn meta_apps(&mut self) -> MetaApps<'_> {
        MetaApps(self)
    }
}

/// The apps that the transaction's organization may use: its own, and the installation's.
pub struct MetaApps<'tx>(&'tx mut Tx);

impl MetaApps<'_> {
    /// The installation's first, then the organization's own by age.
    pub async fn list(self) -> Result<Vec<MetaApp>> {
        let rows = on!(self.0, |db| {
            sqlx::query_as(select!(
            "WHERE organization_id = $1 OR organization_id IS NULL ORDER BY organization_id NULLS FIRST, id"
        ))
        .bind(self.0.organization)
        .fetch_all(db)
        .await
        })?;
        Ok(rows)
    }

    pub async fn find(self, id: MetaAppId) -> Result<Option<MetaApp>> {
        let row = on!(self.0, |db| sqlx::query_as(select!(
            "WHERE id = $2 AND (organization_id = $1 OR organization_id IS NULL)"
        ))
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        Ok(row)
    }

    pub async fn get(self, id: MetaAppId) -> Result<MetaApp> {
        self.find(id).await?.ok_or(Error::NotFound("Meta app"))
    }

    /// The installation's own, where it has one.
    pub async fn find_installation_s(self) -> Result<Option<MetaApp>> {
        let row = on!(self.0, |db| sqlx::query_as(select!(
            "WHERE organization_id IS NULL ORDER BY id LIMIT 1"
        ))
        .fetch_optional(db)
        .await)?;
        Ok(row)
    }

    /// A second app with the same id at Meta is a conflict.
    pub async fn insert(self, app: &MetaApp) -> Result<()> {
        self.check_owner(app)?;
        Ok(insert!(self.0, app)?)
    }

    /// Name and secrets of an app of the organization's own.
    pub async fn update(self, app: &MetaApp) -> Result<()> {
        self.check_owner(app)?;
        Ok(update!(self.0, app)?)
    }

    fn check_owner(&self, app: &MetaApp) -> Result<()> {
        if app.organization_id == Some(self.0.organization) {
            return Ok(());
        }
        Err(Error::NotFound("Meta app"))
    }
}
