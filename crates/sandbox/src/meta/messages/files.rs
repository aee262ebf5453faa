//! The files of a message: those known by id, and those to be fetched by their link.

use std::time::Duration;

use jiff::Timestamp;

use super::check::{FileSource, FileUse, Order};
use crate::core::Core;
use crate::media::{MediaKind, Stored, is_opus};
use crate::meta::Refusal;
use crate::world::{MediaFile, MediaView, NewFile, World};

/// How long somebody's server may take to give the file.
const PATIENCE: Duration = Duration::from_secs(20);
const LARGEST: u64 = 100 * 1024 * 1024;
/// "Media upload error": its type or its size.
pub(super) const UPLOAD_ERROR: u32 = 131_053;

/// Checks what is named by its id; gives back the first file as the phone shows it.
pub(super) fn find(
    world: &World,
    phone_number_id: &str,
    order: &Order,
    now: Timestamp,
) -> Result<Option<MediaView>, Refusal> {
    let mut first = None;
    for file in &order.files {
        let FileSource::Id(id) = &file.source else {
            continue;
        };
        let media = world
            .media
            .find(id, now)
            .filter(|media| media.phone_number_id.as_deref() == Some(phone_number_id))
            .ok_or_else(|| Refusal::no_such_media(&file.path))?;
        if let Some(why) = unfit(file, &media.mime_type, &media.stored) {
            return Err(Refusal::with_details(UPLOAD_ERROR, why));
        }
        first.get_or_insert_with(|| shown(media.view(), file));
    }
    Ok(first)
}

/// Fetches every link, as Meta does before the message leaves; gives back the first file.
pub(super) async fn fetch(
    core: &Core,
    phone_number_id: &str,
    files: &[FileUse],
) -> Result<Option<MediaView>, u32> {
    let mut first = None;
    for file in files {
        let FileSource::Link(link) = &file.source else {
            continue;
        };
        let fetched = fetch_one(core, phone_number_id, link).await;
        let fetched = fetched.ok_or(UPLOAD_ERROR)?;
        if unfit(file, &fetched.mime_type, &fetched.stored).is_some() {
            return Err(UPLOAD_ERROR);
        }
        let now = core.now();
        let view = core.with(|world| {
            let id = world.media.upload(fetched, now);
            world.media.find(&id, now).map(MediaFile::view)
        });
        first = first.or(view.map(|view| shown(view, file)));
    }
    Ok(first)
}

async fn fetch_one(core: &Core, phone_number_id: &str, link: &str) -> Option<NewFile> {
    let answer = core.http.get(link).timeout(PATIENCE).send().await.ok()?;
    if !answer.status().is_success() {
        return None;
    }
    let mime_type = answer
        .headers()
        .get("content-type")?
        .to_str()
        .ok()?
        .to_owned();
    let name = answer
        .url()
        .path_segments()
        .and_then(|mut parts| parts.next_back());
    let filename = name.filter(|name| name.contains('.')).map(str::to_owned);
    let stored = core
        .shelf
        .put(Box::pin(answer.bytes_stream()), LARGEST)
        .await;
    Some(NewFile {
        phone_number_id: Some(phone_number_id.to_owned()),
        mime_type,
        filename,
        stored: stored.ok()?,
    })
}

/// Why a file can't be sent as what it is meant to be.
fn unfit(file: &FileUse, mime_type: &str, stored: &Stored) -> Option<String> {
    let name = file.kind.name();
    if !file.kind.takes(mime_type) {
        return Some(format!("{mime_type} can't be sent as {name}."));
    }
    let limit = file.kind.limit(stored);
    if stored.size > limit {
        return Some(format!("A file of type {name} has at most {limit} bytes."));
    }
    let is_voice = file.voice && file.kind == MediaKind::Audio;
    (is_voice && !is_opus(&stored.head))
        .then(|| "A voice message must be Ogg with the Opus codec.".to_owned())
}

fn shown(mut view: MediaView, file: &FileUse) -> MediaView {
    view.voice = file.voice;
    view.filename = file.filename.clone().or(view.filename);
    view
}
