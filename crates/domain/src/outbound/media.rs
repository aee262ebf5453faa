//! Which files Meta takes, and how large they may be (Meta: supported media types, 2026-09).

use super::{Fault, Faults};
use crate::media::{allows, largest};
use crate::{MediaKind, MessageKind};

impl MediaKind {
    pub const fn has_caption(self) -> bool {
        matches!(self, Self::Image | Self::Video | Self::Document)
    }
}

impl From<MediaKind> for MessageKind {
    fn from(kind: MediaKind) -> Self {
        match kind {
            MediaKind::Image => Self::Image,
            MediaKind::Video => Self::Video,
            MediaKind::Audio => Self::Audio,
            MediaKind::Document => Self::Document,
            MediaKind::Sticker => Self::Sticker,
        }
    }
}

/// What Meta takes of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaLimit {
    pub kind: MediaKind,
    pub max_bytes: u64,
    /// Empty where any type may go.
    pub mime_types: &'static [&'static str],
}

pub const MEDIA_LIMITS: [MediaLimit; 5] = [
    MediaLimit {
        kind: MediaKind::Image,
        max_bytes: largest(MediaKind::Image, false),
        mime_types: &["image/jpeg", "image/png"],
    },
    MediaLimit {
        kind: MediaKind::Video,
        max_bytes: largest(MediaKind::Video, false),
        mime_types: &["video/mp4", "video/3gpp"],
    },
    MediaLimit {
        kind: MediaKind::Audio,
        max_bytes: largest(MediaKind::Audio, false),
        mime_types: &[
            "audio/aac",
            "audio/amr",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
        ],
    },
    MediaLimit {
        kind: MediaKind::Document,
        max_bytes: largest(MediaKind::Document, false),
        mime_types: &[],
    },
    MediaLimit {
        kind: MediaKind::Sticker,
        max_bytes: largest(MediaKind::Sticker, false),
        mime_types: &["image/webp"],
    },
];

pub const fn media_limit(kind: MediaKind) -> &'static MediaLimit {
    match kind {
        MediaKind::Image => &MEDIA_LIMITS[0],
        MediaKind::Video => &MEDIA_LIMITS[1],
        MediaKind::Audio => &MEDIA_LIMITS[2],
        MediaKind::Document => &MEDIA_LIMITS[3],
        MediaKind::Sticker => &MEDIA_LIMITS[4],
    }
}

/// Whether a file may go as `kind`. The type's parameters (`; codecs=opus`) don't count.
pub fn check_file(kind: MediaKind, mime_type: &str, bytes: u64, animated: bool) -> Vec<Fault> {
    let mut faults = Faults::default();
    let plain = mime_type.split(';').next().unwrap_or_default().trim();
    if !allows(kind, &plain.to_ascii_lowercase()) {
        faults.add("media_type_not_allowed", kind.as_str());
    }
    let max_bytes = largest(kind, animated);
    if bytes > max_bytes {
        faults.over(
            "media_too_large",
            kind.as_str(),
            usize::try_from(max_bytes).unwrap_or(usize::MAX),
        );
    }
    faults.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_stands_at_its_kind() {
        for &kind in MediaKind::ALL {
            assert_eq!(media_limit(kind).kind, kind);
        }
    }

    #[test]
    fn a_byte_too_many_is_told_with_the_limit() {
        let cases: [(MediaKind, &str, bool, u64); 6] = [
            (MediaKind::Image, "image/png", false, 5_242_880),
            (MediaKind::Video, "video/mp4", false, 16_777_216),
            (
                MediaKind::Audio,
                "audio/ogg; codecs=opus",
                false,
                16_777_216,
            ),
            (MediaKind::Document, "text/csv", false, 104_857_600),
            (MediaKind::Sticker, "image/webp", false, 102_400),
            (MediaKind::Sticker, "image/webp", true, 512_000),
        ];
        for (kind, mime_type, animated, limit) in cases {
            assert!(check_file(kind, mime_type, limit, animated).is_empty());
            let faults = check_file(kind, mime_type, limit + 1, animated);
            assert_eq!(
                (faults[0].code, faults[0].limit),
                ("media_too_large", Some(limit))
            );
        }
    }

    #[test]
    fn a_type_that_meta_does_not_take_is_refused() {
        for (kind, mime_type) in [
            (MediaKind::Image, "image/gif"),
            (MediaKind::Sticker, "image/png"),
            (MediaKind::Audio, "audio/webm"),
        ] {
            let faults = check_file(kind, mime_type, 1, false);
            assert_eq!(faults[0].code, "media_type_not_allowed");
        }
    }
}
