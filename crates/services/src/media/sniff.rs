//! A file's type by its content: what somebody says of it is only a hint.

use domain::MediaKind;

const UNKNOWN: &str = "application/octet-stream";

/// The type by which a file is stored and served. Pictures, sounds and films must be what they say;
/// everything else is only ever downloaded, so its name may stand.
pub(super) fn mime_type(said: Option<&str>, head: &[u8]) -> String {
    let said = said.map(clean).unwrap_or_default();
    let essence = essence(&said);
    let Some(seen) = seen(head) else {
        let shown = ["image/", "audio/", "video/"];
        if essence.is_empty() || shown.iter().any(|kind| essence.starts_with(kind)) {
            return UNKNOWN.to_owned();
        }
        return said;
    };
    if agree(essence, seen) {
        return said;
    }
    seen.to_owned()
}

/// The type that the first bytes show.
fn seen(head: &[u8]) -> Option<&'static str> {
    let is_ogg = head.starts_with(b"OggS");
    if is_ogg {
        // Opus in Ogg begins with its own mark on the first page; so does Theora with another.
        let page = head.get(..64).unwrap_or(head);
        let has = |mark: &[u8]| page.windows(mark.len()).any(|it| it == mark);
        return Some(if has(b"OpusHead") {
            "audio/ogg; codecs=opus"
        } else if has(b"theora") {
            "video/ogg"
        } else {
            "audio/ogg"
        });
    }
    if head.starts_with(b"#!AMR") {
        return Some("audio/amr");
    }
    if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        // Matroska; browsers record sound and film in the same clothes.
        let has_video = head
            .windows(8)
            .any(|it| it.starts_with(b"V_VP") || it.starts_with(b"V_AV1"));
        return Some(if has_video {
            "video/webm"
        } else {
            "audio/webm"
        });
    }
    if head.get(4..8) == Some(b"ftyp".as_slice()) {
        return Some(match head.get(8..12) {
            Some(b"M4A " | b"M4B ") => "audio/mp4",
            Some(b"qt  ") => "video/quicktime",
            Some(b"heic" | b"heix" | b"mif1") => "image/heic",
            Some(b"avif") => "image/avif",
            Some(brand) if brand.starts_with(b"3g") => "video/3gpp",
            _ => "video/mp4",
        });
    }
    if head.starts_with(&[0xff, 0xf1]) || head.starts_with(&[0xff, 0xf9]) {
        return Some("audio/aac");
    }
    infer::get(head).map(|found| found.mime_type())
}

/// Whether what was said is the same as, or a kind of, what was seen.
fn agree(said: &str, seen: &str) -> bool {
    const ZIPPED: [&str; 4] = [
        "application/vnd.openxmlformats-officedocument.",
        "application/vnd.oasis.opendocument.",
        "application/vnd.android.package-archive",
        "application/epub+zip",
    ];
    const SAME: [(&str, &str); 6] = [
        ("image/jpg", "image/jpeg"),
        ("audio/mp3", "audio/mpeg"),
        ("audio/mp4", "video/mp4"),
        ("audio/x-m4a", "audio/mp4"),
        ("audio/opus", "audio/ogg"),
        ("video/3gp", "video/3gpp"),
    ];
    let seen = essence(seen);
    said == seen
        || SAME.contains(&(said, seen))
        || (seen == "application/zip" && ZIPPED.iter().any(|kind| said.starts_with(kind)))
        || (seen == "application/x-ole-storage" && said.starts_with("application/"))
        || (said == "audio/mp4" && seen == "audio/mp4")
}

/// A header's value may hold no more than plain words.
fn clean(said: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.+-_;= ".contains(&byte);
    let said = said.trim().to_ascii_lowercase();
    if said.len() > 128 || !said.contains('/') || !said.bytes().all(plain) {
        return String::new();
    }
    said
}

pub(super) fn essence(mime_type: &str) -> &str {
    mime_type.split(';').next().unwrap_or_default().trim()
}

/// The kind of file that a type is to WhatsApp, where nobody said another.
pub(super) fn kind(mime_type: &str) -> MediaKind {
    match essence(mime_type) {
        "image/jpeg" | "image/png" => MediaKind::Image,
        "image/webp" => MediaKind::Sticker,
        "video/mp4" | "video/3gpp" => MediaKind::Video,
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" => MediaKind::Audio,
        _ => MediaKind::Document,
    }
}

/// Whether a file of this type is what its message says. One that is not is a document to us.
pub(super) fn fits(kind: MediaKind, mime_type: &str) -> bool {
    let starts = |word: &str| mime_type.starts_with(word);
    match kind {
        MediaKind::Image | MediaKind::Sticker => starts("image/"),
        MediaKind::Video => starts("video/"),
        // Sound alone in an MP4 or 3GP looks like film from outside.
        MediaKind::Audio => starts("audio/") || starts("video/mp4") || starts("video/3gpp"),
        MediaKind::Document => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn content_wins_over_what_was_said() {
        let png = b"\x89PNG\r\n\x1a\n0000";
        let cases: [(&str, &[u8], &str); 9] = [
            ("image/jpeg", png, "image/png"),
            ("image/png", b"<html><script>alert(1)</script>", "text/html"),
            ("image/jpeg", b"nothing known", UNKNOWN),
            ("text/html", b"nothing known", "text/html"),
            ("", b"nothing known", UNKNOWN),
            (
                "audio/ogg; codecs=opus",
                b"OggS\0\x02OpusHead",
                "audio/ogg; codecs=opus",
            ),
            ("audio/mp4", b"\0\0\0\x18ftypmp42", "audio/mp4"),
            ("application/pdf\r\nX: y", b"nothing", UNKNOWN),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                b"PK\x03\x04rest",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
        ];
        for (said, head, expected) in cases {
            assert_eq!(mime_type(Some(said), head), expected, "{said}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_no_type_breaks_a_header(said in ".{0,80}", head: Vec<u8>) {
            let found = mime_type(Some(&said), &head);
            prop_assert!(found.contains('/'));
            prop_assert!(found.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        }

        /// A picture that nobody saw to be one is never served as one.
        #[test]
        fn only_what_was_seen_is_shown(tail: Vec<u8>) {
            let mut head = b"zz".to_vec();
            head.extend(tail);
            for said in ["image/svg+xml", "image/png", "video/mp4"] {
                let found = mime_type(Some(said), &head);
                prop_assert!(found != said, "{}", found);
            }
        }
    }
}
