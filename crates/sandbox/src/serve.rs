//! A sandbox that runs alone, for `aldaba sandbox`.

use std::io;

use crate::config::SandboxConfig;
use crate::handle::{Sandbox, SandboxHandle};
use crate::phones::cast;

/// Runs a sandbox with the virtual customers until `stop` resolves. Apps, accounts and numbers
/// are added over `/_sandbox`; `ready` sees the handle once the listener is open.
pub async fn serve(
    mut config: SandboxConfig,
    http: reqwest::Client,
    ready: impl FnOnce(&SandboxHandle),
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    if config.customers.is_empty() {
        config.customers = cast();
    }
    let sandbox = Sandbox::start(config, http).await?;
    ready(&sandbox);
    stop.await;
    sandbox.shutdown().await;
    Ok(())
}
