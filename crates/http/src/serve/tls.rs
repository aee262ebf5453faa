//! TLS from certificate files, read again on demand.

use arc_swap::ArcSwap;
use axum::serve::Listener;
use futures_util::StreamExt;
use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::FuturesUnordered;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// A handshake that takes longer is somebody who holds a place.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes under way at once; beyond it newcomers wait in the system's queue.
const HANDSHAKES: usize = 1024;

/// A certificate chain with its key, as files.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    current: ArcSwap<ServerConfig>,
}

#[derive(Debug, thiserror::Error)]
pub enum CertificatesError {
    #[error("the certificate file {0} can't be read: {1}; give a PEM file with the whole chain")]
    Certificate(PathBuf, rustls::pki_types::pem::Error),
    #[error("the certificate file {0} holds no certificate; give a PEM file with the whole chain")]
    Empty(PathBuf),
    #[error("the key file {0} can't be read: {1}; give a PEM file with the certificate's key")]
    Key(PathBuf, rustls::pki_types::pem::Error),
    #[error("certificate and key don't work together: {0}")]
    Mismatch(#[from] rustls::Error),
}

impl Certificates {
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, CertificatesError> {
        let current = ArcSwap::from_pointee(configuration(&certificate, &key)?);
        Ok(Self {
            certificate,
            key,
            current,
        })
    }

    /// Reads the files again; connections from now on see what is new. On an error the old ones stay.
    pub fn reload(&self) -> Result<(), CertificatesError> {
        self.current
            .store(Arc::new(configuration(&self.certificate, &self.key)?));
        Ok(())
    }
}

fn configuration(certificate: &PathBuf, key: &PathBuf) -> Result<ServerConfig, CertificatesError> {
    let unreadable = |error| CertificatesError::Certificate(certificate.clone(), error);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(unreadable)?;
    if chain.is_empty() {
        return Err(CertificatesError::Empty(certificate.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(key)
        .map_err(|error| CertificatesError::Key(key.clone(), error))?;
    let mut configuration = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(configuration)
}

type Handshake = BoxFuture<'static, Option<(TlsStream<TcpStream>, SocketAddr)>>;

/// Shakes hands with many at once, so that a slow client keeps nobody out.
pub(super) struct TlsListener {
    tcp: TcpListener,
    certificates: Arc<Certificates>,
    handshakes: FuturesUnordered<Handshake>,
}

impl TlsListener {
    pub(super) fn new(tcp: TcpListener, certificates: Arc<Certificates>) -> Self {
        Self {
            tcp,
            certificates,
            handshakes: FuturesUnordered::new(),
        }
    }

    fn shake_hands(&self, stream: TcpStream, address: SocketAddr) {
        super::without_delay(&stream);
        let acceptor = TlsAcceptor::from(self.certificates.current.load_full());
        let handshake = async move {
            let shaken = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await;
            match shaken {
                Ok(Ok(stream)) => Some((stream, address)),
                Ok(Err(error)) => {
                    tracing::debug!(%error, "a TLS handshake failed");
                    None
                }
                Err(_) => None,
            }
        };
        self.handshakes.push(handshake.boxed());
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let has_room = self.handshakes.len() < HANDSHAKES;
            tokio::select! {
                (stream, address) = Listener::accept(&mut self.tcp), if has_room => {
                    self.shake_hands(stream, address);
                }
                Some(shaken) = self.handshakes.next(), if !self.handshakes.is_empty() => {
                    if let Some(connection) = shaken {
                        return connection;
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}
