//! What the first bytes of a file tell.

/// The flag of the extended header of a WebP.
const ANIMATION: u8 = 0x02;

/// A WebP that moves.
pub(crate) fn is_animated(head: &[u8]) -> bool {
    head.get(8..16) == Some(b"WEBPVP8X".as_slice())
        && head.get(20).is_some_and(|flags| flags & ANIMATION != 0)
}

/// Ogg with Opus inside, which is what WhatsApp takes for a voice note.
pub(crate) fn is_opus(head: &[u8]) -> bool {
    head.starts_with(b"OggS") && head.windows(8).any(|window| window == b"OpusHead")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_moving_sticker_is_animated() {
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0".to_vec();
        webp.push(ANIMATION);
        assert!(is_animated(&webp));
        webp[20] = 0x10;
        assert!(!is_animated(&webp));
        assert!(!is_animated(b"RIFF"));
    }

    #[test]
    fn a_voice_note_is_ogg_with_opus() {
        assert!(is_opus(b"OggS\0\x02\0\0\0\0OpusHead\x01"));
        assert!(!is_opus(b"OggS\0\x02\0\0\0\0\x01vorbis"));
        assert!(!is_opus(b"OpusHead"));
    }
}
