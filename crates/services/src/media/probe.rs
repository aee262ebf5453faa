//! What is in a file: how large a picture is, how long a sound, so that nothing jumps when it is shown.
//!
//! Files come from strangers: every reader here bounds what it looks at, and gives up rather than fail.

#[cfg(test)]
mod damage;
mod fragments;
mod movie;
mod picture;
mod voice;

pub(super) use picture::{decode, is_animated};

use super::sniff::essence;
use crate::blobs::{Blobs, Place};
use bytes::Bytes;
use domain::MediaKind;

/// Larger ones are not opened.
pub(super) const LARGEST_PICTURE: u64 = 32 * 1024 * 1024;
const LARGEST_SOUND: u64 = 32 * 1024 * 1024;

/// What a file shows of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) width: Option<i64>,
    pub(super) height: Option<i64>,
    pub(super) duration_ms: Option<i64>,
    pub(super) waveform: Option<Vec<u8>>,
    pub(super) animated: bool,
    pub(super) thumbnail: Option<Bytes>,
}

/// Looks into a file in the store.
pub(super) async fn probe(
    blobs: &Blobs,
    place: &Place,
    (kind, mime_type): (MediaKind, &str),
    size: u64,
) -> Facts {
    let is_picture = mime_type.starts_with("image/");
    if kind == MediaKind::Document && !is_picture {
        return Facts::default();
    }
    let found = match essence(mime_type) {
        _ if is_picture && size <= LARGEST_PICTURE => {
            let read = blobs.read_range(place, 0..size).await;
            in_background(read.ok(), picture::look).await
        }
        "audio/ogg" if size <= LARGEST_SOUND => {
            let read = blobs.read_range(place, 0..size).await;
            in_background(read.ok(), voice::listen).await
        }
        "video/mp4" | "audio/mp4" | "video/3gpp" | "video/quicktime" => {
            movie::measure(blobs, place, size).await
        }
        _ => None,
    };
    found.unwrap_or_default()
}

/// Decoding takes long: not where requests are answered.
async fn in_background(bytes: Option<Bytes>, look: fn(&Bytes) -> Option<Facts>) -> Option<Facts> {
    let bytes = bytes?;
    let looked = tokio::task::spawn_blocking(move || look(&bytes)).await;
    looked.ok().flatten()
}

/// As the fuzzer looks: whatever the type says.
#[cfg(fuzzing)]
pub(super) fn look_at_all(bytes: &Bytes) {
    picture::look(bytes);
    voice::listen(bytes);
    movie::facts(bytes);
}
