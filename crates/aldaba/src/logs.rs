//! Logs: structured, to stderr.

use anyhow::Context;
use config::{LogFormat, Logs};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Logs from now on; a second call in one process changes nothing.
pub(crate) fn start(logs: &Logs) -> anyhow::Result<()> {
    let filter: EnvFilter = logs.level.parse().context(
        "the setting logs.level is not right; write it as info, or info,aldaba_http=debug",
    )?;
    let builder = fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match logs.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init(),
    };
    // Somebody else has started them: fine.
    if started.is_ok() {
        std::panic::set_hook(Box::new(
            |panic| tracing::error!(%panic, "a bug; please report it"),
        ));
    }
    Ok(())
}
