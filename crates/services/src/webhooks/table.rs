//! The routing table: every Meta app with its secrets, and where its numbers lead.

use crate::Env;
use domain::{LineId, MetaAppId, OrganizationId};
use door::{RawUpdate, Secret};
use std::collections::HashMap;
use storage::journal::Lane;
use storage::system::Route;
use storage::{MetaApp, Place};

#[derive(Default)]
pub(super) struct Table {
    apps: HashMap<MetaAppId, App>,
}

/// One app: who may sign, and what it may touch.
pub(super) struct App {
    organization: Option<OrganizationId>,
    pub(super) verify_token: Secret,
    /// The current secret first; none where they could not be opened.
    pub(super) secrets: Vec<Secret>,
    numbers: HashMap<String, (OrganizationId, LineId)>,
    /// `None` for an account that several organizations share.
    accounts: HashMap<String, Option<OrganizationId>>,
}

/// Where one row goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) lane: Lane,
    pub(super) organization: Option<OrganizationId>,
}

impl Table {
    pub(super) async fn read(env: &Env) -> storage::Result<Self> {
        let mut tx = env.store.system_read().await?;
        let (apps, routes) = (tx.meta_apps().await?, tx.routes().await?);
        drop(tx);
        let mut table = Self::default();
        for app in apps {
            let secrets = open_secrets(env, &app).await?;
            table.apps.insert(app.id, App::new(app, secrets));
        }
        for route in routes {
            if let Some(app) = table.apps.get_mut(&route.meta_app_id) {
                app.add(route);
            }
        }
        Ok(table)
    }

    pub(super) fn app(&self, id: MetaAppId) -> Option<&App> {
        self.apps.get(&id)
    }
}

/// One app whose secret can't be opened must not stop the others.
async fn open_secrets(env: &Env, app: &MetaApp) -> storage::Result<Vec<Secret>> {
    let place = Place::meta_app_secret(app.organization_id, app.id);
    let mut secrets = Vec::with_capacity(2);
    for sealed in std::iter::once(&app.secret).chain(&app.previous_secret) {
        match env.vault.open_text(&env.store, &place, sealed).await {
            Ok(secret) => secrets.push(Secret::new(secret.as_str())),
            Err(error) if error.is_unavailable() => return Err(error),
            Err(error) => {
                tracing::error!(error = %error, meta_app.id = %app.id, "a Meta app's secret can't be opened; its webhooks are refused until it can");
            }
        }
    }
    Ok(secrets)
}

impl App {
    fn new(app: MetaApp, secrets: Vec<Secret>) -> Self {
        Self {
            organization: app.organization_id,
            verify_token: Secret::new(app.verify_token),
            secrets,
            numbers: HashMap::new(),
            accounts: HashMap::new(),
        }
    }

    fn add(&mut self, route: Route) {
        let organization = route.organization_id;
        if let Some(waba) = route.waba_id {
            let owner = self.accounts.entry(waba).or_insert(Some(organization));
            if *owner != Some(organization) {
                *owner = None;
            }
        }
        self.numbers
            .insert(route.phone_number_id, (organization, route.line_id));
    }

    /// Where an update goes; `None` where nobody under this app claimed what it names.
    pub(super) fn find(&self, id: MetaAppId, update: &RawUpdate) -> Option<Target> {
        if let Some(number) = &update.phone_number_id {
            let &(organization, line) = self.numbers.get(number)?;
            return Some(Target {
                lane: if update.bulk {
                    Lane::LineBulk(line)
                } else {
                    Lane::LineLive(line)
                },
                organization: Some(organization),
            });
        }
        if let Some(waba) = &update.waba_id {
            let &organization = self.accounts.get(waba)?;
            return Some(Target {
                lane: Lane::Waba(id, waba.clone()),
                organization,
            });
        }
        Some(self.own_target(id))
    }

    /// For what names neither a number nor an account.
    pub(super) fn own_target(&self, id: MetaAppId) -> Target {
        Target {
            lane: Lane::App(id),
            organization: self.organization,
        }
    }

    pub(super) fn unrouted(&self, id: MetaAppId) -> Target {
        Target {
            lane: Lane::Unrouted(id),
            organization: self.organization,
        }
    }
}
