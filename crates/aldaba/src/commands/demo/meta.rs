//! Meta's other side, as the demo sets it up: in this process, or one that runs already.

use crate::SandboxSimulator;
use anyhow::{Context, bail};
use sandbox::{AppSpec, Openings, PhoneSpec, SandboxHandle, TemplateSpec, WabaSpec};
use serde::Serialize;
use serde_json::{Value, json};
use services::sandbox::Simulator;
use std::sync::Arc;
use url::Url;

/// Who and what the demo's business is at Meta.
pub(super) struct Business {
    pub(super) app: AppSpec,
    pub(super) waba: WabaSpec,
    pub(super) templates: Vec<TemplateSpec>,
    pub(super) phones: Vec<PhoneSpec>,
}

pub(super) enum Meta {
    /// Ends with this process, and forgets everything.
    Here(SandboxHandle),
    There(Remote),
}

/// A sandbox of another process, told what to do over `/_sandbox`.
pub(super) struct Remote {
    url: String,
    http: reqwest::Client,
}

impl Meta {
    pub(super) fn there(url: &Url, http: reqwest::Client) -> Self {
        let url = url.as_str().trim_end_matches('/').to_owned();
        Self::There(Remote { url, http })
    }

    pub(super) fn url(&self) -> &str {
        match self {
            Self::Here(sandbox) => sandbox.url(),
            Self::There(remote) => &remote.url,
        }
    }

    pub(super) async fn tell(&self, business: Business) -> anyhow::Result<()> {
        let sandbox = match self {
            Self::Here(sandbox) => sandbox,
            Self::There(remote) => return remote.tell(&business).await,
        };
        sandbox.add_app(business.app);
        sandbox.add_waba(business.waba);
        for template in business.templates {
            sandbox.add_template(template);
        }
        for phone in business.phones {
            sandbox.add_phone(phone);
        }
        Ok(())
    }

    pub(super) async fn subscribe(
        &self,
        app_id: &str,
        webhook: &str,
        verify_token: &str,
    ) -> anyhow::Result<()> {
        match self {
            Self::Here(sandbox) => Ok(sandbox.subscribe(app_id, webhook, verify_token).await?),
            Self::There(remote) => {
                let wish = json!({
                    "app_id": app_id,
                    "callback_url": webhook,
                    "verify_token": verify_token,
                });
                remote.post("subscriptions", &wish).await
            }
        }
    }

    pub(super) async fn let_customers_write(&self, numbers: Vec<String>) -> anyhow::Result<()> {
        match self {
            Self::Here(sandbox) => {
                sandbox.let_customers_write(&Openings::to(numbers));
                Ok(())
            }
            Self::There(remote) => {
                let plan = json!({ "phone_number_ids": numbers });
                remote.post("openings", &plan).await
            }
        }
    }

    /// What people play customers with. One of another process is its own owner's.
    pub(super) fn simulator(&self) -> Option<Arc<dyn Simulator>> {
        match self {
            Self::Here(sandbox) => Some(Arc::new(SandboxSimulator::new(sandbox.clone()))),
            Self::There(_) => None,
        }
    }

    pub(super) async fn shutdown(&self) {
        match self {
            Self::Here(sandbox) => sandbox.shutdown().await,
            Self::There(_) => {}
        }
    }
}

impl Remote {
    /// It may know the business from an earlier start: only the secrets are new then.
    async fn tell(&self, business: &Business) -> anyhow::Result<()> {
        let known = self.knows(&business.waba.id).await?;
        self.post("apps", &business.app).await?;
        if !known {
            self.post("wabas", &business.waba).await?;
            for template in &business.templates {
                self.post("templates", template).await?;
            }
        }
        for phone in &business.phones {
            self.post("phones", phone).await?;
        }
        Ok(())
    }

    async fn knows(&self, waba_id: &str) -> anyhow::Result<bool> {
        let address = format!("{}/_sandbox/templates?waba_id={waba_id}", self.url);
        let answer = self.http.get(&address).send().await;
        let answer = answer.with_context(|| {
            format!(
                "no sandbox answers at {}; start one with `aldaba sandbox`",
                self.url
            )
        })?;
        let page: Value = answer.error_for_status()?.json().await?;
        Ok(page["data"].as_array().is_some_and(|all| !all.is_empty()))
    }

    async fn post(&self, what: &str, body: &impl Serialize) -> anyhow::Result<()> {
        let address = format!("{}/_sandbox/{what}", self.url);
        let answer = self.http.post(&address).json(body).send().await?;
        let status = answer.status();
        if !status.is_success() {
            let why = answer.text().await.unwrap_or_default();
            bail!("the sandbox did not take {what}: {status} {why}");
        }
        Ok(())
    }
}
