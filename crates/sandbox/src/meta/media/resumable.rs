//! Uploads in parts, for the examples of templates and the pictures of profiles.

use axum::body::Body;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use uuid::Uuid;

use super::upload::LARGEST;
use crate::core::Core;
use crate::media::{ShelfError, Stored};
use crate::meta::{GraphRequest, Refusal};
use crate::world::{NewFile, UploadSession};

const TYPES: [&str; 8] = [
    "application/pdf",
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/webp",
    "video/mp4",
    "video/3gpp",
    "image/gif",
];

/// `POST /{app}/uploads`.
pub(crate) fn begin(core: &Core, app_id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let file_type = request.need("file_type")?;
    if !TYPES.contains(&file_type.as_str()) {
        let known = TYPES.join(", ");
        return Err(Refusal::invalid(format!(
            "Param file_type must be one of {{{known}}} - got \"{file_type}\"."
        )));
    }
    let length = request.need("file_length")?.parse().ok();
    let file_length = length.filter(|it| (1..=LARGEST).contains(it));
    let file_length =
        file_length.ok_or_else(|| Refusal::invalid("Param file_length is out of range."))?;
    let name = URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes());
    let session = UploadSession {
        app_id: app_id.to_owned(),
        file_type,
        file_length,
        so_far: None,
    };
    core.with(|world| {
        world
            .media
            .sessions
            .insert(format!("upload:{name}"), session)
    });
    Ok(json!({ "id": format!("upload:{name}?sig=AR{name}") }))
}

/// `GET /upload:…`: how much has arrived.
pub(crate) fn progress(core: &Core, name: &str) -> Result<Value, Refusal> {
    let session = session(core, name)?;
    let offset = session.so_far.map_or(0, |stored| stored.size);
    Ok(json!({ "id": name, "file_offset": offset }))
}

/// `POST /upload:…`: the rest of the file from `file_offset` on.
pub(crate) async fn continue_with(
    core: &Core,
    name: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Value, Refusal> {
    let session = session(core, name)?;
    let offset = headers.get("file_offset").and_then(|it| it.to_str().ok());
    let offset: u64 = offset.and_then(|it| it.parse().ok()).unwrap_or(0);
    let arrived = session.so_far.as_ref().map_or(0, |stored| stored.size);
    if offset != arrived {
        return Err(Refusal::invalid(format!(
            "The file_offset must be {arrived} - got {offset}."
        )));
    }
    let left = session.file_length.saturating_sub(arrived);
    let part = core.shelf.put(body.into_data_stream(), left).await;
    let part = part.map_err(|error| match error {
        ShelfError::TooLarge(_) => Refusal::invalid("The file is longer than its file_length."),
        ShelfError::BrokeOff => Refusal::invalid("The file broke off."),
        ShelfError::Io(_) => Refusal::of(131_000),
    })?;
    let whole = match &session.so_far {
        None => part,
        Some(before) => core
            .shelf
            .append(before, &part)
            .await
            .map_err(|_| Refusal::of(131_000))?,
    };
    if whole.size < session.file_length {
        let size = whole.size;
        core.with(|world| {
            if let Some(session) = world.media.sessions.get_mut(name) {
                session.so_far = Some(whole);
            }
        });
        return Ok(json!({ "id": name, "file_offset": size }));
    }
    Ok(json!({ "h": finish(core, name, session, whole) }))
}

fn session(core: &Core, name: &str) -> Result<UploadSession, Refusal> {
    let session = core.with(|world| world.media.sessions.get(name).cloned());
    session.ok_or_else(|| Refusal::unsupported("POST", name))
}

/// The handle by which templates and profiles name the file.
fn finish(core: &Core, name: &str, session: UploadSession, stored: Stored) -> String {
    let now = core.now();
    let kind = STANDARD.encode(&session.file_type);
    let random = URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes());
    let handle = format!(
        "4::{kind}:AR{random}:e:{}:{}",
        now.as_second(),
        session.app_id
    );
    let file = NewFile {
        phone_number_id: None,
        mime_type: session.file_type,
        filename: None,
        stored,
    };
    core.with(|world| {
        world.media.sessions.remove(name);
        let id = world.media.upload(file, now);
        if let Some(file) = world.media.kept(&id).cloned() {
            world.media.handles.insert(handle.clone(), file);
        }
    });
    handle
}
