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
    let on_terminal = std::io::stderr().is_terminal();
    let builder = fmt()
        .with_env_filter(filter)
        .with_ansi(on_terminal)
        .with_writer(std::io::stderr);
    let as_text = match logs.format {
        LogFormat::Text => true,
        LogFormat::Json => false,
        LogFormat::Auto => on_terminal,
    };
    let started = if as_text {
        builder.with_target(false).try_init()
    } else {
        let json = builder.json().flatten_event(true);
        json.with_current_span(true)
            .with_span_list(false)
            .try_init()
    };
    // Somebody else has started them: fine.
    if started.is_ok() {
        std::panic::set_hook(Box::new(
            |panic| tracing::error!(%panic, "a bug; please report it"),
        ));
    }
    Ok(())
}
