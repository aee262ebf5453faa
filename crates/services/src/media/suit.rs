//! Brings a file into a form that WhatsApp takes, where it refuses its own.

mod picture;

use super::keep::{KeepError, Kept, keep};
use super::probe::{LARGEST_PICTURE, turn};
use super::sniff::essence;
use super::upload::NewUpload;
use super::voice_note::{self, may_hold_opus, to_ogg};
use super::{LARGEST, MediaError, sniff};
use crate::Cx;
use crate::blobs::Place;
use bytes::Bytes;
use domain::MediaKind;
use domain::media::{allows, largest};
use futures_util::stream;

/// What stands in the store now in place of what came.
pub(super) struct Suited {
    pub(super) kept: Kept,
    pub(super) mime_type: &'static str,
    /// Of its name.
    pub(super) ending: &'static str,
}

/// A file in another form, as bytes.
struct Form {
    bytes: Vec<u8>,
    mime_type: &'static str,
    ending: &'static str,
}

/// `None` where the file stays as it is.
pub(super) async fn suit(
    cx: &Cx,
    place: &Place,
    (mime_type, size): (&str, u64),
    new: &NewUpload,
) -> Result<Option<Suited>, MediaError> {
    let kind = match new.kind {
        _ if new.voice => MediaKind::Audio,
        Some(kind) => kind,
        None => sniff::kind(mime_type),
    };
    let Some(change) = change(kind, mime_type, size) else {
        return Ok(None);
    };
    let _turn = turn().await;
    let bytes = cx.env.blobs.read_range(place, 0..size).await?;
    // Not where requests are answered: it takes long.
    let found = tokio::task::spawn_blocking(move || change(&bytes)).await;
    match found.ok().flatten() {
        Some(form) => put(cx, place, form).await.map(Some),
        None => Ok(None),
    }
}

type Change = fn(&Bytes) -> Option<Form>;

/// What is to become of a file, if anything.
fn change(kind: MediaKind, mime_type: &str, size: u64) -> Option<Change> {
    let is_picture = mime_type.starts_with("image/") && size <= LARGEST_PICTURE;
    match kind {
        MediaKind::Audio if may_hold_opus(mime_type) => {
            (size <= largest(kind, false)).then_some(sound)
        }
        MediaKind::Image if is_picture && !allows(kind, essence(mime_type)) => Some(picture::image),
        // A sticker that is one already is looked into, and stays where it is well.
        MediaKind::Sticker if is_picture => Some(picture::sticker),
        MediaKind::Audio
        | MediaKind::Image
        | MediaKind::Sticker
        | MediaKind::Video
        | MediaKind::Document => None,
    }
}

fn sound(bytes: &Bytes) -> Option<Form> {
    Some(Form {
        bytes: to_ogg(bytes)?,
        mime_type: voice_note::MIME_TYPE,
        ending: "ogg",
    })
}

async fn put(cx: &Cx, place: &Place, form: Form) -> Result<Suited, MediaError> {
    let Form {
        bytes,
        mime_type,
        ending,
    } = form;
    let bytes = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(bytes))]);
    let kept = keep(&cx.env.blobs, place, bytes, LARGEST).await;
    let kept = kept.map_err(|error| match error {
        KeepError::Source(never) => match never {},
        KeepError::TooLarge => MediaError::BrokenOff,
        KeepError::Store(error) => error.into(),
    })?;
    Ok(Suited {
        kept,
        mime_type,
        ending,
    })
}
