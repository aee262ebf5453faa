//! What every handler shares.

use crate::live::Hub;
use crate::quota::Quotas;
use crate::web_app::content_policy;
use axum::http::HeaderValue;
use services::Env;
use services::people::SignInLimits;
use services::sandbox::Simulator;
use services::webhooks::Receiver;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every handler shares, cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<App>);

pub struct App {
    pub env: Env,
    pub edge: Edge,
    /// The sandbox's phones, in a process that runs it.
    pub simulator: Option<Arc<dyn Simulator>>,
    /// What the way in needs.
    pub receiver: Receiver,
    /// Renders what the process has measured, for Prometheus.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
    /// Cancelled when the process is asked to stop.
    pub stopping: CancellationToken,
    /// Tells the live sockets what happens; somebody must run it.
    pub hub: Arc<Hub>,
    pub(crate) quotas: Quotas,
    pub(crate) sign_in_limits: SignInLimits,
    pub(crate) content_policy: HeaderValue,
}

/// How the world reaches this process.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The origin that people use, as `https://desk.example`.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed, as networks.
    pub trusted_proxies: Vec<Network>,
}

/// Addresses that share their first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    pub address: IpAddr,
    pub prefix: u8,
}

impl App {
    pub fn new(env: Env, edge: Edge, receiver: Receiver) -> Self {
        Self {
            content_policy: content_policy(&edge.public_url),
            env,
            edge,
            simulator: None,
            receiver,
            metrics: Arc::new(String::new),
            stopping: CancellationToken::new(),
            hub: Arc::default(),
            quotas: Quotas::default(),
            sign_in_limits: SignInLimits::default(),
        }
    }
}

impl From<App> for AppState {
    fn from(app: App) -> Self {
        Self(Arc::new(app))
    }
}

impl Deref for AppState {
    type Target = App;
    fn deref(&self) -> &App {
        &self.0
    }
}

impl Edge {
    /// Whether people come by https, here or at a proxy.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl Network {
    pub fn contains(self, address: IpAddr) -> bool {
        let (ours, theirs) = (bits(self.address), bits(address.to_canonical()));
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(_), IpAddr::V4(_)) => shares(ours, theirs, self.prefix.saturating_add(96)),
            (IpAddr::V6(_), IpAddr::V6(_)) => shares(ours, theirs, self.prefix),
            _ => false,
        }
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

fn shares(one: u128, other: u128, prefix: u8) -> bool {
    let rest = 128_u32.saturating_sub(u32::from(prefix));
    (one ^ other).checked_shr(rest).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_what_shares_its_prefix() {
        let network = |address: &str, prefix| Network {
            address: address.parse().unwrap(),
            prefix,
        };
        let cases = [
            ("10.0.0.0", 8, "10.9.8.7", true),
            ("10.0.0.0", 8, "11.0.0.1", false),
            ("10.0.0.0", 8, "::ffff:10.1.2.3", true),
            ("0.0.0.0", 0, "203.0.113.9", true),
            ("192.0.2.1", 32, "192.0.2.1", true),
            ("192.0.2.1", 32, "192.0.2.2", false),
            ("fd00::", 8, "fd12::1", true),
            ("::", 0, "2001:db8::1", true),
            ("fd00::", 8, "10.0.0.1", false),
        ];
        for (base, prefix, address, expected) in cases {
            assert_eq!(
                network(base, prefix).contains(address.parse().unwrap()),
                expected,
                "{base}/{prefix} {address}"
            );
        }
    }
}
