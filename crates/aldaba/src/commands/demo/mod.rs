//! `aldaba demo`: everything in one process, with a simulated Meta and customers who write.

mod house;
mod meta;
mod report;
mod templates;

use super::serve;
use crate::signals::Signals;
use crate::wiring::Parts;
use crate::{Node, Plan, http_client, measures};
use clap::Args;
use config::{DataFolder, DatabaseUrl, Settings};
use house::House;
use meta::Meta;
use report::Report;
use sandbox::{Sandbox, SandboxConfig};
use services::Clock;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use url::Url;

#[derive(Args)]
pub(super) struct Demo {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8088")]
    listen: SocketAddr,
    /// Where to keep the data between starts
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data: PathBuf,
    /// Use PostgreSQL, `postgres://…`, instead of `SQLite` in the data folder
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Print one line of JSON once it is ready
    #[arg(long)]
    json: bool,
    /// The same seed gives the same customers, delays and words
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Leave the customers silent: nobody writes by themselves
    #[arg(long)]
    no_customers: bool,
    /// Use the simulated Meta that `aldaba sandbox` runs there, instead of one in this process
    #[arg(long, value_name = "URL")]
    sandbox: Option<Url>,
}

pub(super) async fn run(demo: Demo, settings: Settings) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let measures = Some(measures::start()?);
    let listeners = serve::listen(&[demo.listen]).await?;
    let bound = listeners[0].local_addr()?;
    let http = http_client::build()?;
    let meta = meta_side(&demo, http.clone()).await?;
    let settings = demo_settings(&demo, settings, &meta)?;
    let public_url = settings.server.origin(bound);
    let node = Node::start(Plan {
        parts: Parts {
            settings,
            public_url,
            clock: Clock::System,
            http,
        },
        listeners,
        simulator: meta.simulator(),
        measures,
    });
    let mut node = node.await?;
    let house = house::furnish(&node.env, &meta, &here(bound)).await?;
    if !demo.no_customers {
        meta.let_customers_write(House::numbers()).await?;
    }
    let report = Report::new(&node.env, meta.url(), house).await?;
    if demo.json {
        println!("{}", report.json()?);
    } else {
        print!("{}", report.text(&demo.data));
    }
    let failure = tokio::select! {
        error = node.failed() => Some(error),
        () = signals.stop() => None,
    };
    meta.shutdown().await;
    serve::stop(node, signals).await;
    failure.map_or(Ok(()), Err)
}

async fn meta_side(demo: &Demo, http: reqwest::Client) -> anyhow::Result<Meta> {
    if let Some(url) = &demo.sandbox {
        return Ok(Meta::there(url, http));
    }
    let config = SandboxConfig {
        seed: demo.seed,
        customers: sandbox::cast(),
        ..SandboxConfig::default()
    };
    Ok(Meta::Here(Sandbox::start(config, http).await?))
}

/// What the demo decides by itself, whatever the settings of the installation say.
fn demo_settings(demo: &Demo, mut settings: Settings, meta: &Meta) -> anyhow::Result<Settings> {
    settings.server.listen = vec![demo.listen];
    settings.data = DataFolder::in_folder(demo.data.clone());
    settings.database.url = DatabaseUrl::new(demo.database.as_deref().unwrap_or("sqlite"));
    settings.meta.graph_url = meta.url().parse()?;
    Ok(settings)
}

/// Where the simulated Meta finds this process, whatever address people use.
fn here(bound: SocketAddr) -> String {
    let ip = match bound.ip() {
        ip if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, bound.port()))
}
