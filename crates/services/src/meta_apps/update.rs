//! Renames an organization's app or changes its secret; the secret before stays valid, since Meta
//! signs by it until its side was changed too.

use super::view::MetaAppView;
use crate::fields::Fields;
use crate::{Cx, Refusal};
use domain::{MetaAppId, Permission};
use door::Secret;
use storage::Place;

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct MetaAppChanges {
    pub name: Option<String>,
    pub app_secret: Option<Secret>,
}

#[derive(Debug, thiserror::Error)]
pub enum UpdateMetaAppError {
    #[error("this app belongs to the installation; ask its operator to change it")]
    InstallationApp,
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

impl From<storage::Error> for UpdateMetaAppError {
    fn from(error: storage::Error) -> Self {
        Refusal::from(error).into()
    }
}

pub async fn update(
    cx: &Cx,
    id: MetaAppId,
    changes: MetaAppChanges,
) -> Result<MetaAppView, UpdateMetaAppError> {
    cx.require(Permission::ConnectionsManage)?;
    let mut fields = Fields::default();
    let name = changes.name.map(|name| fields.name("name", &name));
    let secret = changes
        .app_secret
        .map(|secret| fields.secret("app_secret", &secret));
    fields.finish()?;
    let sealed = match secret {
        Some(secret) => {
            let place = Place::meta_app_secret(Some(cx.organization), id);
            Some(
                cx.env
                    .vault
                    .seal(&cx.env.store, &place, cx.now, secret.expose().as_bytes())
                    .await?,
            )
        }
        None => None,
    };
    let mut tx = cx.begin().await?;
    let mut app = tx.meta_apps().get(id).await?;
    if app.organization_id.is_none() {
        return Err(UpdateMetaAppError::InstallationApp);
    }
    if let Some(name) = name {
        app.name = name;
    }
    if let Some(sealed) = sealed {
        app.previous_secret = Some(std::mem::replace(&mut app.secret, sealed));
        app.secret_set_at = cx.now;
    }
    tx.meta_apps().update(&app).await?;
    tx.routes_changed();
    tx.commit().await?;
    Ok(MetaAppView::of(&cx.env, app))
}
