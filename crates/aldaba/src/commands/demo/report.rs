//! What the demo tells once it is ready.

use super::house::House;
use anyhow::Context;
use domain::{LineId, MetaAppId, OrganizationId, Role};
use serde::Serialize;
use services::{Env, people};
use std::fmt::Write;
use std::path::Path;

/// Secrets of the demo, for the person or the program that started it.
#[derive(Serialize)]
pub(super) struct Report {
    url: String,
    sandbox_url: String,
    sign_in_link: String,
    api_token: String,
    organization_id: OrganizationId,
    line_id: LineId,
    line_ids: Vec<LineId>,
    meta_app_id: MetaAppId,
    webhook_url: String,
    verify_token: String,
    app_secret: String,
    phone_number_id: String,
    phone_number_ids: Vec<String>,
    database: &'static str,
    members: Vec<MemberLink>,
}

#[derive(Serialize)]
struct MemberLink {
    name: &'static str,
    email: &'static str,
    role: Role,
    sign_in_link: String,
}

impl Report {
    pub(super) async fn new(env: &Env, sandbox_url: &str, house: House) -> anyhow::Result<Self> {
        let mut members = Vec::new();
        for (name, email, role) in House::people() {
            let sign_in_link = people::create_sign_in_link(env, &email.parse()?).await?;
            members.push(MemberLink {
                name,
                email,
                role,
                sign_in_link,
            });
        }
        let numbers = House::numbers();
        Ok(Self {
            url: env.settings.public_url.clone(),
            sandbox_url: sandbox_url.to_owned(),
            sign_in_link: members
                .first()
                .map(|member| member.sign_in_link.clone())
                .unwrap_or_default(),
            organization_id: house.organization,
            line_id: house
                .first_line()
                .context("the demo has no line; use another --data")?,
            line_ids: house.lines.iter().map(|line| line.id).collect(),
            api_token: house.api_token.expose().to_owned(),
            meta_app_id: house.app.id,
            webhook_url: house.app.webhook_url,
            verify_token: house.app.verify_token,
            app_secret: house.app_secret.expose().to_owned(),
            phone_number_id: numbers.first().cloned().unwrap_or_default(),
            phone_number_ids: numbers,
            database: env.store.dialect(),
            members,
        })
    }

    pub(super) fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    pub(super) fn text(&self, data: &Path) -> String {
        let mut text = format!(
            "\nAldaba is running, with a simulated Meta and customers who write.\n\n  \
             open     {}\n  api      {}/api\n  meta     {} (simulated)\n  data     {}\n\n\
             Sign in, each link once:\n\n",
            self.url,
            self.url,
            self.sandbox_url,
            data.display(),
        );
        for member in &self.members {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "  {} ({})\n  {}\n",
                member.name, member.role, member.sign_in_link
            );
        }
        text.push_str("Ctrl+C stops it; the data stays.\n");
        text
    }
}
