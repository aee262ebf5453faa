//! Lists the apps that an organization may use: the installation's, and its own.

use super::view::MetaAppView;
use crate::{Cx, Refusal};
use domain::Permission;

pub async fn list(cx: &Cx) -> Result<Vec<MetaAppView>, Refusal> {
    cx.require(Permission::ConnectionsView)?;
    let apps = cx.read().await?.meta_apps().list().await?;
    Ok(apps
        .into_iter()
        .map(|app| MetaAppView::of(&cx.env, app))
        .collect())
}
