//! The files of messages: expected from the provider, and fetched by a job each.

use super::messages::{Incoming, content};
use crate::Cx;
use crate::jobs;
use crate::media::FetchMedia;
use domain::text::storable;
use domain::{EventKind, LineId, MediaId, MediaKind, MessageId, MessageKind, UnparsedId};
use door::MediaPart;
use storage::inbox::{Changeable, Unparsed};
use storage::{Media, Tx};

/// Notes what is to come with these messages.
pub(super) async fn expect(
    cx: &Cx,
    tx: &mut Tx,
    line: LineId,
    parts: Vec<(MessageId, MessageKind, MediaPart)>,
) -> storage::Result<()> {
    let mut files = Vec::with_capacity(parts.len());
    let mut links = Vec::with_capacity(parts.len());
    for (message, kind, part) in parts {
        let Some(kind) = kind_of_file(kind) else {
            continue;
        };
        let file = waiting(cx, line, kind, part);
        links.push((message, file.id));
        files.push(file);
    }
    tx.media().insert(&files).await?;
    tx.media().link(&links).await?;
    for file in &files {
        jobs::enqueue(tx, cx.now, &FetchMedia { media: file.id }).await?;
    }
    Ok(())
}

fn waiting(cx: &Cx, line: LineId, kind: MediaKind, part: MediaPart) -> Media {
    let text = |text: String| storable(&text).into_owned();
    Media {
        line_id: Some(line),
        provider_id: Some(text(part.provider_id)),
        provider_sha256: part.sha256.map(|hash| hash.to_vec()),
        mime_type: part.mime_type.map(text),
        filename: part.filename.map(text),
        voice: part.voice,
        animated: part.animated,
        ..Media::waiting(MediaId::new(), kind, cx.now)
    }
}

const fn kind_of_file(kind: MessageKind) -> Option<MediaKind> {
    match kind {
        MessageKind::Image => Some(MediaKind::Image),
        MessageKind::Video => Some(MediaKind::Video),
        MessageKind::Audio => Some(MediaKind::Audio),
        MessageKind::Document => Some(MediaKind::Document),
        MessageKind::Sticker => Some(MediaKind::Sticker),
        MessageKind::Text
        | MessageKind::Location
        | MessageKind::Contacts
        | MessageKind::Interactive
        | MessageKind::Button
        | MessageKind::Order
        | MessageKind::System
        | MessageKind::Template
        | MessageKind::Unsupported
        | MessageKind::Unknown => None,
    }
}

/// History tells the messages first and the recent ones' files later, under the same ids.
pub(super) async fn complete(
    cx: &Cx,
    tx: &mut Tx,
    line: LineId,
    again: Vec<Incoming>,
) -> storage::Result<Vec<Unparsed>> {
    let mut lost = Vec::new();
    if again.is_empty() {
        return Ok(lost);
    }
    let keys: Vec<String> = again.iter().map(|it| it.message.key.clone()).collect();
    let known = tx.message_keys(line).list(&keys).await?;
    for mut incoming in again {
        let Some(&id) = known.get(&incoming.message.key) else {
            lost.push(without_message(line, &incoming));
            continue;
        };
        let Some(part) = incoming.message.media.take() else {
            continue;
        };
        if !is_placeholder(&tx.messages().changeable(id).await?) {
            continue;
        }
        let kind = incoming.message.kind;
        let text = incoming.message.text.as_deref().map(storable);
        let fields = content(&incoming.message);
        let changed = tx
            .messages()
            .complete(id, kind, text.as_deref(), fields.as_deref());
        changed.await?;
        expect(cx, tx, line, vec![(id, kind, part)]).await?;
        let conversation_id = tx.messages().get(id).await?.conversation_id;
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id: id,
            conversation_id,
        }));
    }
    Ok(lost)
}

/// The file of a message that is not here.
fn without_message(line: LineId, incoming: &Incoming) -> Unparsed {
    let raw = incoming.message.raw.clone().unwrap_or_default();
    Unparsed {
        id: UnparsedId::new(),
        line_id: Some(line),
        field: Some("history".to_owned()),
        cause: "unknown_target".to_owned(),
        detail: "a file of a message that is not here".to_owned(),
        body: raw.into_bytes(),
        received_at: incoming.received_at,
    }
}

fn is_placeholder(message: &Changeable) -> bool {
    let content = message.content.as_deref().unwrap_or_default();
    let content: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    message.kind == MessageKind::Unsupported && content["type"] == "media_placeholder"
}
