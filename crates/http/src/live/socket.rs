//! One client's socket: catches up from its cursor, then follows its room.

use super::frame::{ClientFrame, LiveFrame};
use super::hub::page;
use super::room::{Page, Room, text};
use crate::AppState;
use crate::cx::{Pass, still_admitted};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use domain::MemberId;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

const HEARTBEAT: Duration = Duration::from_secs(25);
/// A client that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(70);
/// A client that takes nothing for so long is let go; it comes back and catches up.
const SLOW: Duration = Duration::from_secs(10);

const RESTARTING: u16 = 1012;
const SESSION_ENDED: u16 = 4401;

/// Who watches, and from where on.
pub(super) struct Watcher {
    pub(super) member: Option<(MemberId, String)>,
    pub(super) after: i64,
    /// The last event when the socket was asked for.
    pub(super) last: i64,
    pub(super) pass: Pass,
}

pub(super) struct Socket {
    state: AppState,
    room: Arc<Room>,
    watcher: Watcher,
    /// The last event that the client has.
    sent: i64,
}

type Sink = SplitSink<WebSocket, Message>;

impl Socket {
    pub(super) fn new(state: AppState, room: Arc<Room>, watcher: Watcher) -> Self {
        let sent = watcher.after;
        Self {
            state,
            room,
            watcher,
            sent,
        }
    }

    pub(super) async fn run(mut self, stream: WebSocket) {
        let place = self.room.enter(self.watcher.member.clone());
        metrics::gauge!("aldaba_live_sockets").increment(1.0);
        let (mut sink, stream) = stream.split();
        let close = self.serve(&mut sink, stream, place).await;
        if let Some(close) = close {
            // A client that is gone already does not need to be told.
            let _ = sink.send(Message::Close(Some(close))).await;
        }
        metrics::gauge!("aldaba_live_sockets").decrement(1.0);
        self.room.leave(place);
    }

    async fn serve(
        &mut self,
        sink: &mut Sink,
        mut stream: futures_util::stream::SplitStream<WebSocket>,
        place: u64,
    ) -> Option<CloseFrame> {
        // Listen first, then catch up: what is committed in between comes by the room, and what
        // comes by both is told apart by its sequence.
        let (mut pages, mut present) = self.room.listen();
        let mut rights = self.room.listen_to_rights();
        self.greet(sink).await.ok()?;
        self.catch_up(sink).await.ok()?;
        let shown = present.borrow_and_update().clone();
        send(sink, shown).await.ok()?;
        let mut heartbeat =
            tokio::time::interval_at(tokio::time::Instant::now() + HEARTBEAT, HEARTBEAT);
        let mut heard = tokio::time::Instant::now();
        let stopping = self.state.stopping.clone();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Some(closing(RESTARTING, "the server restarts")),
                page = pages.recv() => match page {
                    Ok(page) => self.follow(sink, page).await.ok()?,
                    Err(RecvError::Lagged(_)) => self.catch_up(sink).await.ok()?,
                    Err(RecvError::Closed) => return Some(closing(RESTARTING, "the server restarts")),
                },
                changed = present.changed() => {
                    changed.ok()?;
                    let frame = present.borrow_and_update().clone();
                    send(sink, frame).await.ok()?;
                }
                _ = rights.changed() => if let Some(close) = self.turned_away().await {
                    return Some(close);
                },
                _ = heartbeat.tick() => {
                    if heard.elapsed() > SILENCE {
                        return None;
                    }
                    // A lost signal costs a heartbeat; a session also ends by itself.
                    if let Some(close) = self.turned_away().await {
                        return Some(close);
                    }
                    send(sink, text(&LiveFrame::Ping)).await.ok()?;
                }
                said = stream.next() => {
                    heard = tokio::time::Instant::now();
                    if self.hear(said?.ok()?, place).is_break() {
                        return None;
                    }
                }
            }
        }
    }

    async fn turned_away(&self) -> Option<CloseFrame> {
        let may_stay =
            still_admitted(&self.state, self.room.organization, &self.watcher.pass).await;
        (!may_stay).then(|| closing(SESSION_ENDED, "the session ended"))
    }

    fn hear(&self, message: Message, place: u64) -> ControlFlow<()> {
        match message {
            Message::Text(said) => {
                // What this version does not understand is left alone.
                if let Ok(ClientFrame::Presence {
                    conversation_id,
                    typing,
                }) = serde_json::from_str(&said)
                {
                    self.room.put(place, conversation_id, typing);
                }
                ControlFlow::Continue(())
            }
            Message::Close(_) => ControlFlow::Break(()),
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => ControlFlow::Continue(()),
        }
    }

    async fn greet(&self, sink: &mut Sink) -> Result<(), Gone> {
        let hello = LiveFrame::Hello {
            seq: self.sent,
            member_id: self.watcher.member.as_ref().map(|(member, _)| *member),
            heartbeat_seconds: HEARTBEAT.as_secs(),
        };
        send(sink, text(&hello)).await
    }

    /// A page from the room, unless it leaves a gap or tells what is known.
    async fn follow(&mut self, sink: &mut Sink, page: Page) -> Result<(), Gone> {
        if page.seq <= self.sent {
            return Ok(());
        }
        if page.after != self.sent {
            return self.catch_up(sink).await;
        }
        self.sent = page.seq;
        send(sink, page.text).await
    }

    /// Reads the database from the client's cursor to the end.
    async fn catch_up(&mut self, sink: &mut Sink) -> Result<(), Gone> {
        loop {
            let read = page(&self.state.env, self.room.organization, self.sent).await;
            match read.map_err(|_| Gone)? {
                Some(page) if page.seq > self.sent => {
                    self.sent = page.seq;
                    send(sink, page.text).await?;
                }
                Some(_) => return Ok(()),
                None => {
                    self.sent = self.watcher.last.max(self.room.told());
                    send(sink, text(&LiveFrame::Resync)).await?;
                    self.greet(sink).await?;
                }
            }
        }
    }
}

/// The client went away, or can't be served; it comes back with its cursor.
struct Gone;

async fn send(sink: &mut Sink, frame: Utf8Bytes) -> Result<(), Gone> {
    match tokio::time::timeout(SLOW, sink.send(Message::Text(frame))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Gone),
    }
}

const fn closing(code: u16, reason: &'static str) -> CloseFrame {
    CloseFrame {
        code,
        reason: Utf8Bytes::from_static(reason),
    }
}
