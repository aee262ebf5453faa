//! Kinds of media, the types of files that Meta takes for each, and how large they may be.

use crate::media::Stored;
use crate::media::sniff::is_animated;

const MIB: u64 = 1024 * 1024;
const KIB: u64 = 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaKind {
    Audio,
    Document,
    Image,
    Sticker,
    Video,
}

const TYPES: [(MediaKind, &[&str]); 5] = [
    (
        MediaKind::Audio,
        &[
            "audio/aac",
            "audio/mp4",
            "audio/mpeg",
            "audio/amr",
            "audio/ogg",
            "audio/opus",
        ],
    ),
    (
        MediaKind::Document,
        &[
            "application/vnd.ms-powerpoint",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/pdf",
            "text/plain",
            "application/vnd.ms-excel",
        ],
    ),
    (MediaKind::Image, &["image/jpeg", "image/png"]),
    (MediaKind::Video, &["video/mp4", "video/3gpp", "video/3gp"]),
    (MediaKind::Sticker, &["image/webp"]),
];

impl MediaKind {
    pub(crate) const ALL: [Self; 5] = [
        Self::Audio,
        Self::Document,
        Self::Image,
        Self::Sticker,
        Self::Video,
    ];

    /// As Meta writes it as a message's type.
    pub(crate) fn of_message(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Image => "image",
            Self::Sticker => "sticker",
            Self::Video => "video",
        }
    }

    /// The largest file of this kind; stickers that move may be larger.
    pub(crate) fn limit(self, file: &Stored) -> u64 {
        match self {
            Self::Sticker if is_animated(&file.head) => 500 * KIB,
            Self::Sticker => 100 * KIB,
            Self::Image => 5 * MIB,
            Self::Audio | Self::Video => 16 * MIB,
            Self::Document => 100 * MIB,
        }
    }

    /// Whether a file of this type can be sent as this kind; anything can be a document.
    pub(crate) fn takes(self, mime_type: &str) -> bool {
        match kind_of(mime_type) {
            Some(kind) => kind == self || self == Self::Document,
            None => false,
        }
    }
}

/// `audio/ogg` of `audio/ogg; codecs=opus`.
pub(crate) fn plain_type(mime_type: &str) -> String {
    let plain = mime_type.split(';').next().unwrap_or_default();
    plain.trim().to_ascii_lowercase()
}

/// None for what Meta doesn't take.
pub(crate) fn kind_of(mime_type: &str) -> Option<MediaKind> {
    let plain = plain_type(mime_type);
    TYPES
        .iter()
        .find(|(_, types)| types.contains(&plain.as_str()))
        .map(|(kind, _)| *kind)
}

/// All types, as Meta lists them when it refuses one.
pub(crate) fn known_types() -> String {
    let all: Vec<&str> = TYPES
        .iter()
        .flat_map(|(_, types)| types.iter().copied())
        .collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_of_one_kind() {
        for (mime_type, kind) in [
            ("audio/ogg; codecs=opus", Some(MediaKind::Audio)),
            ("IMAGE/JPEG", Some(MediaKind::Image)),
            ("image/webp", Some(MediaKind::Sticker)),
            ("application/pdf", Some(MediaKind::Document)),
            ("image/svg+xml", None),
            ("text/html", None),
            ("", None),
        ] {
            assert_eq!(kind_of(mime_type), kind, "{mime_type}");
        }
    }
}
