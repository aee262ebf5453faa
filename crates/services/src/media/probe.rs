//! What is in a file: how large a picture is, how long a sound, so that nothing jumps when it is shown.
//!
//! Files come from strangers: every reader here bounds what it looks at, and gives up rather than fail.

#[cfg(test)]
mod damage;
mod fragments;
pub(super) mod movie;
mod picture;
mod voice;

pub(super) use picture::{decode, is_animated};

use super::sniff::essence;
use crate::blobs::{Blobs, Place};
use bytes::Bytes;
use domain::MediaKind;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Larger ones are not opened.
pub(super) const LARGEST_PICTURE: u64 = 32 * 1024 * 1024;
const LARGEST_SOUND: u64 = 32 * 1024 * 1024;
/// Files that are opened at once. Many jobs run beside each other, and a stranger's picture may take
/// 192 MB: as many of those would be more than a machine has.
const AT_ONCE: usize = 2;
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

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

/// Waits for a turn to open a file, which lasts as long as what is given back.
pub(super) async fn turn() -> Option<SemaphorePermit<'static>> {
    // Nobody closes them.
    TURNS.acquire().await.ok()
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
    let _turn = turn().await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn few_files_are_opened_at_once() {
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            held.push(turn().await);
        }
        assert!(turn().now_or_never().is_none());
        held.clear();
        assert!(turn().await.is_some());
    }
}
