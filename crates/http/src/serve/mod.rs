//! Serving: listeners in, connections drained in the end.

mod tls;

use crate::{AppState, router};
use axum::Router;
use axum::serve::{Listener, ListenerExt};
use futures_util::future::{self, BoxFuture, FutureExt};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

pub use tls::{Certificates, CertificatesError};

/// Where and how the process listens.
pub struct Listening {
    pub listeners: Vec<TcpListener>,
    /// Without certificates a proxy speaks TLS, or nobody does.
    pub certificates: Option<Arc<Certificates>>,
    /// How long requests under way may take once the process is asked to stop.
    pub drain: Duration,
}

/// Serves until [`crate::App::stopping`] is cancelled and requests under way are answered, or the
/// time for that is over.
pub async fn serve(listening: Listening, state: AppState) -> io::Result<()> {
    let stopping = state.stopping.clone();
    let drain = listening.drain;
    let app = router(state);
    let servers =
        listening
            .listeners
            .into_iter()
            .map(|tcp| -> BoxFuture<'static, io::Result<()>> {
                let (app, stopping) = (app.clone(), stopping.clone());
                match &listening.certificates {
                    Some(certificates) => {
                        let listener = tls::TlsListener::new(tcp, Arc::clone(certificates));
                        run(listener.tap_io(|_| {}), app, stopping).boxed()
                    }
                    None => run(tcp.tap_io(|stream| without_delay(stream)), app, stopping).boxed(),
                }
            });
    let served = future::try_join_all(servers);
    tokio::select! {
        result = served => result.map(|_| ()),
        () = over(&stopping, drain) => {
            tracing::warn!(seconds = drain.as_secs(), "requests were still under way when the time to drain was over");
            Ok(())
        }
    }
}

async fn run<L>(listener: L, app: Router, stopping: CancellationToken) -> io::Result<()>
where
    L: Listener<Addr = SocketAddr>,
    SocketAddr: for<'a> axum::extract::connect_info::Connected<axum::serve::IncomingStream<'a, L>>,
{
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stopping.cancelled_owned())
        .await
}

async fn over(stopping: &CancellationToken, drain: Duration) {
    stopping.cancelled().await;
    tokio::time::sleep(drain).await;
}

/// Small answers to small requests: waiting to fill packets only costs time.
fn without_delay(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::trace!(%error, "TCP_NODELAY can't be set");
    }
}
