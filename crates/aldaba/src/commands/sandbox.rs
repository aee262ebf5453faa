//! `aldaba sandbox`: the simulated Meta alone, for whoever wants it to outlive the server.

use crate::http_client;
use crate::signals::Signals;
use clap::Args;
use sandbox::{SandboxConfig, SandboxHandle};
use serde_json::json;
use std::net::SocketAddr;

#[derive(Args)]
pub(super) struct Sandbox {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8089")]
    listen: SocketAddr,
    /// Print one line of JSON once it is ready
    #[arg(long)]
    json: bool,
    /// The same seed gives the same customers, delays and words
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

pub(super) async fn run(sandbox: Sandbox) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let config = SandboxConfig {
        listen: sandbox.listen,
        seed: sandbox.seed,
        ..SandboxConfig::default()
    };
    let tell = |handle: &SandboxHandle| {
        let url = handle.url();
        if sandbox.json {
            println!("{}", json!({ "sandbox_url": url }));
        } else {
            println!("The simulated Meta answers at {url}; start `aldaba demo --sandbox {url}`.");
        }
    };
    sandbox::serve(config, http_client::build()?, tell, signals.stop()).await?;
    Ok(())
}
