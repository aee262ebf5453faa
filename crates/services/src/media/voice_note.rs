//! Voice notes from a browser: Opus in `WebM` or MP4, carried over into Ogg, which is all that WhatsApp takes.
//!
//! The packets of sound are the same bytes in all three; only what stands around them changes, so
//! nothing is lost and nothing is decoded.

pub(super) mod mp4;
mod ogg;
mod webm;

/// What WhatsApp calls it.
pub(crate) const MIME_TYPE: &str = "audio/ogg; codecs=opus";

/// What browsers say of a recording that may have Opus inside; some know no better than "film".
const RECORDED: [&str; 4] = ["audio/webm", "video/webm", "audio/mp4", "video/mp4"];

/// Whether a file of this type may have Opus inside that [`to_ogg`] finds.
pub(crate) fn may_hold_opus(mime_type: &str) -> bool {
    RECORDED.contains(&super::sniff::essence(mime_type))
}

/// The same sound in Ogg; `None` for what is no Opus in `WebM` or MP4.
pub(crate) fn to_ogg(recorded: &[u8]) -> Option<Vec<u8>> {
    if let Some(sound) = mp4::Sound::read(recorded) {
        return Some(ogg::write(&sound.head, &sound.packets));
    }
    let sound = webm::Sound::read(recorded)?;
    Some(ogg::write(&sound.head, &sound.packets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use testkit::samples;

    fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len()).unwrap() | 0x1000_0000;
        [id, &size.to_be_bytes(), body].concat()
    }

    /// As `MediaRecorder` writes it: segment and clusters without a length, known at their end only.
    fn recorded(packets: &[Vec<u8>]) -> Vec<u8> {
        let unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        let head = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0";
        let track = [
            element(&[0xd7], &[1]),
            element(&[0x86], b"A_OPUS"),
            element(&[0x63, 0xa2], head),
        ]
        .concat();
        let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &element(&[0xae], &track));
        let mut file = element(&[0x1a, 0x45, 0xdf, 0xa3], b"");
        file.extend([0x18, 0x53, 0x80, 0x67]);
        file.extend(unknown);
        file.extend(tracks);
        for cluster in packets.chunks(3) {
            file.extend([0x1f, 0x43, 0xb6, 0x75]);
            file.extend(unknown);
            file.extend(element(&[0xe7], &[0]));
            for packet in cluster {
                let block = [&[0x81, 0, 0, 0x80], packet.as_slice()].concat();
                file.extend(element(&[0xa3], &block));
            }
        }
        file
    }

    #[test]
    fn a_recording_becomes_a_voice_note_of_the_same_bytes() {
        // 0x78 is one frame of twenty milliseconds; one packet is longer than a lacing value says.
        let packets: Vec<Vec<u8>> = [40_usize, 255, 300, 60, 80]
            .iter()
            .map(|&size| [vec![0x78], vec![9; size - 1]].concat())
            .collect();
        let note = to_ogg(&recorded(&packets)).unwrap();
        assert!(note.starts_with(b"OggS"));
        let inside = ogg::packets(&note);
        assert!(inside[0].starts_with(b"OpusHead") && inside[1].starts_with(b"OpusTags"));
        assert_eq!(inside[2..], packets);
        assert_eq!(ogg::last_granule(&note), Some(5 * 960));
    }

    /// One sound in three containers, of which a foreign program wrote each.
    #[test]
    fn an_mp4_whole_or_in_fragments_becomes_the_same_packets() {
        let written = ogg::packets(samples::VOICE);
        for (name, mp4) in [
            ("whole", samples::VOICE_WHOLE),
            ("fragments", samples::VOICE_FRAGMENTS),
        ] {
            let note = to_ogg(mp4).unwrap();
            let inside = ogg::packets(&note);
            // Channels, samples skipped at the start, rate, gain: as the encoder said them.
            assert_eq!(inside[0], written[0], "{name}");
            assert!(inside[1].starts_with(b"OpusTags"), "{name}");
            assert_eq!(inside[2..], written[2..], "{name}");
            assert_eq!(ogg::last_granule(&note), Some(51 * 960), "{name}");
        }
    }

    /// A browser writes fragments, and frames of sixty milliseconds.
    #[test]
    fn what_a_browser_recorded_as_mp4_is_carried_over() {
        let recorded = samples::VOICE_RECORDED;
        let note = to_ogg(recorded).unwrap();
        let inside = ogg::packets(&note);
        assert_eq!(inside[0], b"OpusHead\x01\x01\0\x0f\x80\xbb\0\0\0\0\0");
        assert_eq!(inside.len(), 2 + 25);
        for packet in &inside[2..] {
            let stands = recorded.windows(packet.len()).any(|it| it == packet);
            assert!(stands, "every packet is in the recording as it is");
        }
        assert_eq!(ogg::last_granule(&note), Some(25 * 2880));
    }

    #[test]
    fn another_codec_is_not_carried_over() {
        assert!(to_ogg(samples::SOUND_AAC).is_none());
        assert!(to_ogg(samples::FILM_FRAGMENTS).is_none());
    }

    #[test]
    fn pages_carry_the_checksum_that_readers_want() {
        // Of the first page of a file that libogg wrote, its checksum taken out.
        let mut page = b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13".to_vec();
        page.extend(b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0");
        let sum = ogg::checksum(&page);
        let mut with = page.clone();
        with[22..26].copy_from_slice(&sum.to_le_bytes());
        // A page with its own checksum in place of zeroes gives another one: it is not trivial.
        assert_ne!(ogg::checksum(&with), sum);
        assert_eq!(ogg::checksum(b""), 0);
        assert_eq!(ogg::checksum(&[1]), 0x04c1_1db7);
    }

    proptest! {
        #[test]
        fn broken_recordings_never_panic(place in 0_usize..600, byte: u8, cut in 0_usize..600) {
            let mut file = recorded(&[vec![0x78; 40], vec![0x79; 50], vec![0x7b, 0x42, 1, 2]]);
            let length = file.len();
            file[place % length] = byte;
            file.truncate(length.saturating_sub(cut));
            let _ = to_ogg(&file);
        }

        #[test]
        fn broken_mp4_never_panics(place: usize, byte: u8, cut in 0_usize..600) {
            for file in [samples::VOICE_WHOLE, samples::VOICE_FRAGMENTS] {
                let mut file = file.to_vec();
                // The index, not the sound: at the end of one, at the start of the other.
                let length = file.len();
                let at = if place % 2 == 0 { place % 700 } else { length - 1 - place % 700 };
                file[at] = byte;
                file.truncate(length.saturating_sub(cut));
                let _ = to_ogg(&file);
            }
        }
    }
}
