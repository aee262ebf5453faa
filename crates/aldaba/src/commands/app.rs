//! `aldaba app`: the installation's own app at Meta, which every organization may use.

use anyhow::{Context, bail};
use clap::Subcommand;
use config::Settings;
use door::Secret;
use services::meta_apps::{self, NewMetaApp};
use std::io::IsTerminal;

#[derive(Subcommand)]
pub(super) enum App {
    /// Set the app; its secret is read from standard input, so that no list of processes shows it
    Set {
        /// Meta's id of the app
        #[arg(value_name = "APP_ID")]
        app_id: String,
        #[arg(long, default_value = "Aldaba")]
        name: String,
    },
}

pub(super) async fn run(app: App, settings: Settings) -> anyhow::Result<()> {
    let App::Set { app_id, name } = app;
    let app_secret = read_secret()?;
    let env = super::env(settings).await?;
    let installed = meta_apps::install(
        &env,
        NewMetaApp {
            name,
            app_id,
            app_secret,
        },
    )
    .await?;
    env.store.close().await;
    println!("webhook address  {}", installed.webhook_url);
    println!("verify token     {}", installed.verify_token);
    eprintln!("hint: enter both in the app's settings at Meta, under WhatsApp, Configuration");
    Ok(())
}

fn read_secret() -> anyhow::Result<Secret> {
    if std::io::stdin().is_terminal() {
        eprintln!("Paste the app's secret, then Enter:");
    }
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("the app's secret can't be read")?;
    let secret = line.trim();
    if secret.is_empty() {
        bail!("no secret was given; pipe it in, as in `aldaba app set APP_ID < secret.txt`");
    }
    Ok(Secret::new(secret))
}
