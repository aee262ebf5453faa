//! A Meta app as people see it: its secret never leaves the server again.

use crate::Env;
use domain::{MetaAppId, Time};
use storage::MetaApp;

/// Whose an app is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetaAppScope {
    Installation,
    Organization,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaAppView {
    pub id: MetaAppId,
    pub name: String,
    pub app_id: String,
    pub scope: MetaAppScope,
    /// Where Meta posts what happens; to be copied into the app's settings.
    pub webhook_url: String,
    pub verify_token: String,
    /// Whether Meta may still sign by the secret before this one.
    pub previous_secret: bool,
    pub secret_set_at: Time,
    pub created_at: Time,
}

impl MetaAppView {
    pub(crate) fn of(env: &Env, app: MetaApp) -> Self {
        let own = app.organization_id.is_some();
        Self {
            id: app.id,
            name: app.name,
            app_id: app.app_id,
            scope: if own {
                MetaAppScope::Organization
            } else {
                MetaAppScope::Installation
            },
            webhook_url: webhook_url(env, app.id),
            verify_token: app.verify_token,
            previous_secret: app.previous_secret.is_some(),
            secret_set_at: app.secret_set_at,
            created_at: app.created_at,
        }
    }
}

pub fn webhook_url(env: &Env, app: MetaAppId) -> String {
    format!("{}/hooks/meta/{app}", env.settings.public_url)
}
