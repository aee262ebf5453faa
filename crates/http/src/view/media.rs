//! A file, wherever it is on its way.

use super::Text3;
use domain::{MediaId, MediaKind, MediaState};
use serde::Serialize;
use services::media::{MediaFailure as Failure, MediaView};
use std::fmt::Write;
use utoipa::ToSchema;

/// A picture, a film, a sound, a document or a sticker.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Media {
    id: MediaId,
    /// What it is by its content: a picture that is none is a document.
    kind: MediaKind,
    state: MediaState,
    #[schema(example = "audio/ogg; codecs=opus")]
    mime_type: Option<String>,
    size_bytes: Option<i64>,
    #[schema(example = "factura.pdf")]
    filename: Option<String>,
    /// Hexadecimal digits.
    sha256: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    duration_ms: Option<i64>,
    /// Of a voice note: how loud it is in 64 steps, 0 to 100 each.
    waveform: Option<Vec<u16>>,
    /// It was spoken.
    voice: bool,
    animated: bool,
    /// From the root of this site; works for an hour or two, without a session.
    #[schema(
        example = "/media/org_01h455vb4pex5vsknk084sn02q/media_01h455vb4pex5vsknk084sn02q/file?expires=1790000000&signature=x"
    )]
    url: Option<String>,
    /// 320 pixels at most, JPEG or WebP.
    thumbnail_url: Option<String>,
    failure: Option<MediaFailure>,
}

/// Why a file is not here.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct MediaFailure {
    /// A stable word.
    #[schema(example = "expired")]
    code: String,
    cause: Text3,
    action: Text3,
    /// Whether `retryMedia` may help.
    retryable: bool,
}

impl From<MediaView> for Media {
    fn from(view: MediaView) -> Self {
        let MediaView {
            media,
            url,
            thumbnail_url,
            failure,
        } = view;
        Self {
            id: media.id,
            kind: media.kind,
            state: media.state,
            mime_type: media.mime_type,
            size_bytes: media.size_bytes,
            filename: media.filename,
            sha256: media.sha256.as_deref().map(hexadecimal),
            width: media.width,
            height: media.height,
            duration_ms: media.duration_ms,
            waveform: media
                .waveform
                .map(|steps| steps.into_iter().map(u16::from).collect()),
            voice: media.voice,
            animated: media.animated,
            url,
            thumbnail_url,
            failure: failure.map(MediaFailure::from),
        }
    }
}

impl From<Failure> for MediaFailure {
    fn from(failure: Failure) -> Self {
        Self {
            code: failure.code,
            cause: failure.cause.into(),
            action: failure.action.into(),
            retryable: failure.retryable,
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
