//! The one HTTP client of the process: pooled, kept alive, following nobody elsewhere.

use std::time::Duration;

const CONNECTING: Duration = Duration::from_secs(5);
const KEPT_IDLE: Duration = Duration::from_secs(90);

pub fn build() -> reqwest::Result<reqwest::Client> {
    install_crypto();
    reqwest::Client::builder()
        .user_agent(concat!("aldaba/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECTING)
        .pool_idle_timeout(KEPT_IDLE)
        // Graph redirects nobody; whoever does is not Graph, and must not see the token.
        .redirect(reqwest::redirect::Policy::none())
        .tcp_nodelay(true)
        .build()
}

/// Makes ring the one provider of cryptography. A second call finds it installed.
pub(crate) fn install_crypto() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
