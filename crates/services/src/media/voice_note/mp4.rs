//! Reads the sound out of MP4, as Safari and newer browsers record it: whole, or in fragments.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use symphonia_core::codecs::CodecParameters;
use symphonia_core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia_core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia_core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia_format_isomp4::IsoMp4Reader;

/// More than an hour of the usual twenty milliseconds. An index may name more packets than a file holds.
const MOST_PACKETS: usize = 200_000;
/// `OpusHead` without the table of channels that only more than two need.
const HEAD: usize = 19;

/// The packets of one track of Opus.
pub(super) struct Sound {
    pub(super) head: Vec<u8>,
    pub(super) packets: Vec<Box<[u8]>>,
}

impl Sound {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        read(bytes, |reader| track(bytes, reader))
    }
}

/// Opens an MP4 that a stranger may have made.
pub(in super::super) fn read<'a, T>(
    bytes: &'a [u8],
    look: impl FnOnce(IsoMp4Reader<'a>) -> Option<T>,
) -> Option<T> {
    if bytes.get(4..8) != Some(b"ftyp".as_slice()) {
        return None;
    }
    // Where a file lies about its offsets, the reader's sums overflow.
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let source = Box::new(Cursor::new(bytes));
        let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
        look(IsoMp4Reader::try_new(stream, FormatOptions::default()).ok()?)
    }));
    looked.ok()?
}

fn track(bytes: &[u8], mut reader: IsoMp4Reader<'_>) -> Option<Sound> {
    let track = reader.default_track(TrackType::Audio)?;
    let Some(CodecParameters::Audio(codec)) = &track.codec_params else {
        return None;
    };
    if codec.codec != CODEC_ID_OPUS {
        return None;
    }
    let (id, head) = (track.id, head(codec.extra_data.as_deref()?)?);
    let (mut packets, mut sum) = (Vec::new(), 0);
    // What was cut off at the end of a recording is not heard.
    while let Ok(Some(packet)) = reader.next_packet() {
        if packet.track_id != id {
            continue;
        }
        sum += packet.data.len();
        let is_sound = !packet.data.is_empty() && sum <= bytes.len();
        if !is_sound || packets.len() == MOST_PACKETS {
            return None;
        }
        packets.push(packet.data);
    }
    (!packets.is_empty()).then_some(Sound { head, packets })
}

/// `dOps` says the same as `OpusHead` in another order of bytes, and counts its versions from 0
/// (Encapsulation of Opus in ISOBMFF, 4.3.2; RFC 7845, 5.1).
fn head(said: &[u8]) -> Option<Vec<u8>> {
    let mut head = said.to_vec();
    let family = *head.get(HEAD - 1)?;
    if !head.starts_with(b"OpusHead") || (family == 0 && head.len() != HEAD) {
        return None;
    }
    *head.get_mut(8)? = 1;
    for number in [10..12, 12..16, 16..18] {
        head.get_mut(number)?.reverse();
    }
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_turned_around() {
        let said = b"OpusHead\0\x02\x01\x38\0\0\xbb\x80\xff\0\0";
        let head = head(said).unwrap();
        assert_eq!(head, b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\xff\0");
        assert!(super::head(&said[..18]).is_none());
    }
}
