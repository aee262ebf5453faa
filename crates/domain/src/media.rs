//! Files: what kind, what state, and what may be sent.

crate::words::words! {
    /// What kind of file it is to WhatsApp.
    MediaKind, "kind of file" {
        Image = "image",
        Video = "video",
        Audio = "audio",
        Document = "document",
        Sticker = "sticker",
    }
}

crate::words::words! {
    /// Whether a file is here.
    MediaState, "state of a file" {
        /// Still at the provider.
        Waiting = "waiting",
        Ready = "ready",
        Failed = "failed",
    }
}

const KB: u64 = 1024;
const MB: u64 = 1024 * KB;

/// How large a file of a kind may go out (Meta: media, 2026-09).
pub const fn largest(kind: MediaKind, animated: bool) -> u64 {
    match kind {
        MediaKind::Image => 5 * MB,
        MediaKind::Video | MediaKind::Audio => 16 * MB,
        MediaKind::Document => 100 * MB,
        MediaKind::Sticker if animated => 500 * KB,
        MediaKind::Sticker => 100 * KB,
    }
}

/// Whether a file of this type may go out as this kind (Meta: media, 2026-09).
pub fn allows(kind: MediaKind, mime_type: &str) -> bool {
    let known = crate::outbound::media_limit(kind).mime_types;
    known.is_empty() || known.contains(&mime_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_limit_and_its_types() {
        assert!(largest(MediaKind::Sticker, true) > largest(MediaKind::Sticker, false));
        assert!(allows(MediaKind::Audio, "audio/ogg"));
        assert!(!allows(MediaKind::Image, "image/webp"));
        assert!(!allows(MediaKind::Video, "video/quicktime"));
        assert!(allows(MediaKind::Document, "text/html"));
    }
}
