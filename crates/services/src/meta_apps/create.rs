//! Adds a Meta app of the organization's own.

use super::verify_token;
use super::view::MetaAppView;
use crate::fields::Fields;
use crate::{Cx, Refusal};
use domain::{MetaAppId, Permission};
use door::Secret;
use storage::{MetaApp, Place};

#[derive(Clone, Debug)]
pub struct NewMetaApp {
    pub name: String,
    /// Meta's id of the app.
    pub app_id: String,
    pub app_secret: Secret,
}

#[derive(Debug, thiserror::Error)]
pub enum CreateMetaAppError {
    #[error("the organization has this app already; change its secret instead of adding it again")]
    Exists,
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

pub async fn create(cx: &Cx, new: NewMetaApp) -> Result<MetaAppView, CreateMetaAppError> {
    cx.require(Permission::ConnectionsManage)?;
    let new = new.checked()?;
    let id = MetaAppId::new();
    let place = Place::meta_app_secret(Some(cx.organization), id);
    let sealed = cx
        .env
        .vault
        .seal(
            &cx.env.store,
            &place,
            cx.now,
            new.app_secret.expose().as_bytes(),
        )
        .await;
    let app = MetaApp {
        id,
        organization_id: Some(cx.organization),
        name: new.name,
        app_id: new.app_id,
        verify_token: verify_token::generate(),
        secret: sealed.map_err(Refusal::from)?,
        previous_secret: None,
        secret_set_at: cx.now,
        created_at: cx.now,
    };
    insert(cx, &app).await.map_err(|error| {
        if matches!(error, storage::Error::Conflict(_)) {
            return CreateMetaAppError::Exists;
        }
        Refusal::from(error).into()
    })?;
    Ok(MetaAppView::of(&cx.env, app))
}

async fn insert(cx: &Cx, app: &MetaApp) -> storage::Result<()> {
    let mut tx = cx.begin().await?;
    tx.meta_apps().insert(app).await?;
    tx.routes_changed();
    tx.commit().await
}

impl NewMetaApp {
    pub(super) fn checked(&self) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let checked = Self {
            name: fields.name("name", &self.name),
            app_id: fields.meta_id("app_id", &self.app_id),
            app_secret: fields.secret("app_secret", &self.app_secret),
        };
        fields.finish()?;
        Ok(checked)
    }
}
