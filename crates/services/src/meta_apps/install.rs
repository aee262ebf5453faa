//! Sets up the installation's own app, which every organization may use: for the operator's command
//! line and for the demonstration.

use super::create::NewMetaApp;
use super::verify_token;
use crate::{Env, Refusal};
use bus::Signal;
use domain::MetaAppId;
use storage::{MetaApp, Place};

/// What the operator copies into the app's settings at Meta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallationApp {
    pub id: MetaAppId,
    pub webhook_url: String,
    pub verify_token: String,
}

/// Makes the app, or changes its name and secret where it is there; the secret before stays valid.
pub async fn install(env: &Env, new: NewMetaApp) -> Result<InstallationApp, Refusal> {
    let (new, now) = (new.checked()?, env.clock.now());
    let known = env
        .store
        .system_read()
        .await?
        .find_installation_app()
        .await?;
    if known.as_ref().is_some_and(|app| app.app_id != new.app_id) {
        let detail =
            "the installation has an app with another id; its lines would stand on nothing";
        return Err(Refusal::invalid("app_id", "conflict", detail));
    }
    let id = known.as_ref().map_or_else(MetaAppId::new, |app| app.id);
    let place = Place::meta_app_secret(None, id);
    let secret = env
        .vault
        .seal(&env.store, &place, now, new.app_secret.expose().as_bytes())
        .await?;
    let app = MetaApp {
        id,
        organization_id: None,
        name: new.name,
        app_id: new.app_id,
        verify_token: known
            .as_ref()
            .map_or_else(verify_token::generate, |app| app.verify_token.clone()),
        secret,
        previous_secret: known.as_ref().map(|app| app.secret.clone()),
        secret_set_at: now,
        created_at: known.as_ref().map_or(now, |app| app.created_at),
    };
    let mut tx = env.store.system().await?;
    match known {
        Some(_) => tx.update_meta_app(&app).await?,
        None => tx.insert_meta_app(&app).await?,
    }
    tx.commit().await?;
    env.bus.publish(Signal::Routes);
    Ok(InstallationApp {
        id,
        webhook_url: super::webhook_url(env, id),
        verify_token: app.verify_token,
    })
}
