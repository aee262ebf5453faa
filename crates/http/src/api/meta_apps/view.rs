//! A Meta app as JSON.

use domain::{MetaAppId, Time};
use serde::Serialize;
use services::meta_apps::{self, MetaAppView};
use utoipa::ToSchema;

/// An app at Meta. Its secret is never shown.
#[derive(Serialize, ToSchema)]
pub(super) struct MetaApp {
    id: MetaAppId,
    #[schema(example = "Tienda")]
    name: String,
    /// Meta's id of the app.
    #[schema(example = "670843887433847")]
    app_id: String,
    scope: MetaAppScope,
    /// Where Meta posts what happens.
    webhook_url: String,
    /// What Meta says to prove that it was told about the address.
    verify_token: String,
    /// Whether webhooks signed by the secret before this one are still taken.
    previous_secret: bool,
    secret_set_at: Time,
    created_at: Time,
}

/// Whose the app is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MetaAppScope {
    Installation,
    Organization,
}

impl From<MetaAppView> for MetaApp {
    fn from(view: MetaAppView) -> Self {
        Self {
            id: view.id,
            name: view.name,
            app_id: view.app_id,
            scope: match view.scope {
                meta_apps::MetaAppScope::Installation => MetaAppScope::Installation,
                meta_apps::MetaAppScope::Organization => MetaAppScope::Organization,
            },
            webhook_url: view.webhook_url,
            verify_token: view.verify_token,
            previous_secret: view.previous_secret,
            secret_set_at: view.secret_set_at,
            created_at: view.created_at,
        }
    }
}
