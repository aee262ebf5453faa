//! The sandbox's own listener: Graph on every path, the controls under `/_sandbox`.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use std::{io, net::SocketAddr};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::control;
use crate::core::Core;
use crate::media;
use crate::meta::json::ascii;
use crate::meta::{GraphRequest, Refusal, Reply, dispatch, dispatch_file, takes_file};
use crate::record::Logged;
use crate::world::MediaFile;

/// How long requests under way may take once the sandbox ends.
const DRAIN: Duration = Duration::from_secs(2);

/// Graph's calls are small; files have limits of their own.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

pub(crate) async fn serve(core: Arc<Core>, listener: TcpListener) {
    let router = Router::new()
        .nest("/_sandbox", control::router())
        .fallback(answer)
        .with_state(core.clone());
    let service = router.into_make_service_with_connect_info::<Wire>();
    let end = core.life.end.clone();
    let ended = end.clone();
    let server = axum::serve(CuttableListener(listener), service)
        .with_graceful_shutdown(async move { end.cancelled().await });
    tokio::select! {
        _ = server => {}
        () = async { ended.cancelled().await; tokio::time::sleep(DRAIN).await } => {}
    }
}

async fn answer(
    State(core): State<Arc<Core>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let head = GraphRequest::head(&parts);
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let outcome = if takes_file(&head) {
        dispatch_file(&core, &head, Request::from_parts(parts, body)).await
    } else {
        let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        dispatch(&core, &GraphRequest::read(&parts, &body)).await
    };
    let entry = Logged::Request {
        method,
        path,
        status: match &outcome {
            Ok(Reply::Answer(_) | Reply::File(_)) => 200,
            Ok(Reply::Partial(status, _)) => status.as_u16(),
            Ok(Reply::Cut) => 0,
            Err(refusal) => refusal.status.as_u16(),
        },
        code: outcome.as_ref().err().map(|refusal| refusal.code),
    };
    let now = core.now();
    core.with(|world| {
        world.record.stats.requests += 1;
        world.record.note(now, entry);
    });
    present(outcome, &wire).await
}

async fn present(outcome: Result<Reply, Refusal>, wire: &Wire) -> Response {
    match outcome {
        Ok(Reply::Answer(value)) => graph_json(StatusCode::OK, &value),
        Ok(Reply::Partial(status, value)) => graph_json(status, &value),
        Ok(Reply::File(file)) => send_file(&file).await,
        Err(refusal) => graph_json(refusal.status, &refusal.body()),
        Ok(Reply::Cut) => {
            wire.cut();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A file as it lies on the disk, read while it is sent.
pub(crate) async fn send_file(file: &MediaFile) -> Response {
    let Ok(body) = media::open(&file.stored.path).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.mime_type.clone()),
        (header::CONTENT_LENGTH, file.stored.size.to_string()),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, body).into_response()
}

fn graph_json(status: StatusCode, value: &Value) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE.as_str(),
            "application/json; charset=UTF-8",
        ),
        ("facebook-api-version", "v23.0"),
    ];
    (status, headers, ascii(value)).into_response()
}

/// A connection that can be broken off in the middle of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire {
    is_cut: Arc<AtomicBool>,
}

impl Wire {
    /// From now on nothing more is written: the client sees the connection end.
    fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }

    fn check(&self) -> io::Result<()> {
        if self.is_cut.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for Wire {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        stream.io().wire.clone()
    }
}

struct CuttableListener(TcpListener);

impl Listener for CuttableListener {
    type Io = CuttableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Small answers to small requests: waiting to fill packets only costs time.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::trace!(%error, "the sandbox could not set TCP_NODELAY");
        }
        (
            CuttableStream {
                stream,
                wire: Wire::default(),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

struct CuttableStream {
    stream: TcpStream,
    wire: Wire,
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.wire.check()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.wire.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
