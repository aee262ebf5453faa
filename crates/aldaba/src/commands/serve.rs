//! `aldaba serve`: runs a node until it is asked to stop.

use crate::signals::{Asked, Signals};
use crate::wiring::Parts;
use crate::{Node, Plan, http_client, measures};
use anyhow::Context;
use config::Settings;
use services::{Clock, people};
use std::net::SocketAddr;
use tokio::net::TcpListener;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let measures = Some(measures::start()?);
    let listeners = listen(&settings.server.listen).await?;
    let public_url = settings.server.origin(listeners[0].local_addr()?);
    let parts = Parts {
        settings,
        public_url,
        clock: Clock::System,
        http: http_client::build()?,
    };
    let mut node = Node::start(Plan {
        parts,
        listeners,
        simulator: None,
        measures,
    })
    .await?;
    let url = &node.env.settings.public_url;
    tracing::info!(%url, version = node.env.settings.version, "Aldaba is running");
    if let Some(link) = people::create_setup_link(&node.env).await? {
        println!("Set up Aldaba: {link}");
    }
    let failure = loop {
        tokio::select! {
            error = node.failed() => break Some(error),
            asked = signals.next() => match asked {
                Asked::Stop => break None,
                Asked::Reload => reload(&node),
            },
        }
    };
    tracing::info!("stopping; a second signal stops at once");
    stop(node, signals).await;
    failure.map_or(Ok(()), Err)
}

/// Opens the addresses first: whoever can't listen should touch nothing else.
pub(super) async fn listen(addresses: &[SocketAddr]) -> anyhow::Result<Vec<TcpListener>> {
    let mut listeners = Vec::with_capacity(addresses.len());
    for address in addresses {
        let listener = TcpListener::bind(address).await;
        listeners.push(listener.with_context(|| {
            format!("can't listen on {address}; stop what listens there, or name another address")
        })?);
    }
    Ok(listeners)
}

pub(super) async fn stop(node: Node, mut signals: Signals) {
    tokio::select! {
        () = node.stop() => {}
        () = signals.stop() => tracing::warn!("stopped at once"),
    }
}

fn reload(node: &Node) {
    let Some(certificates) = &node.certificates else {
        return;
    };
    match certificates.reload() {
        Ok(()) => tracing::info!("the certificates were read again"),
        Err(error) => {
            tracing::error!(%error, "the certificates can't be read again; the old ones stay");
        }
    }
}
