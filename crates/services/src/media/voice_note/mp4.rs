//! Reads the sound out of MP4, as Safari and newer browsers record it: whole, or in fragments.

use super::super::probe::movie::{boxes, number};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use symphonia_core::codecs::CodecParameters;
use symphonia_core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia_core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia_core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia_core::packet::Packet;
use symphonia_format_isomp4::IsoMp4Reader;

/// More than an hour of the usual twenty milliseconds. An index may name more packets than a file holds.
const MOST_PACKETS: usize = 200_000;
/// To find a packet the reader goes through the whole table of times, which a stranger may have filled.
const LONGEST: Duration = Duration::from_secs(2);
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
    if bytes.get(4..8) != Some(b"ftyp".as_slice()) || !names_what_it_holds(bytes) {
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

/// Each sample that a fragment names is walked through, whether there is one or not.
fn names_what_it_holds(bytes: &[u8]) -> bool {
    let within = |bytes, wanted: &'static [u8; 4]| {
        let found = boxes(bytes).filter(move |(name, _)| *name == wanted);
        found.map(|(_, body)| body)
    };
    let runs = within(bytes, b"moof")
        .flat_map(|fragment| within(fragment, b"traf"))
        .flat_map(|track| within(track, b"trun"));
    let named: u64 = runs.filter_map(|run| number(run, 4)).map(u64::from).sum();
    usize::try_from(named).is_ok_and(|named| named <= bytes.len())
}

/// Hands over packet after packet; `None` where an index names more than its file holds.
pub(in super::super) fn each_packet(
    reader: &mut impl FormatReader,
    size: usize,
    mut take: impl FnMut(Packet) -> Option<()>,
) -> Option<()> {
    let (began, mut held) = (Instant::now(), 0);
    // What was cut off at the end of a recording is not heard.
    while let Ok(Some(packet)) = reader.next_packet() {
        held += packet.data.len().max(1);
        if held > size || began.elapsed() > LONGEST {
            return None;
        }
        take(packet)?;
    }
    Some(())
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
    let mut packets = Vec::new();
    each_packet(&mut reader, bytes.len(), |packet| {
        if packet.track_id == id {
            let fits = !packet.data.is_empty() && packets.len() < MOST_PACKETS;
            packets.push(fits.then_some(packet.data)?);
        }
        Some(())
    })?;
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
    use super::super::super::probe::movie::boxed;
    use super::*;

    #[test]
    fn a_fragment_that_names_more_samples_than_bytes_is_not_walked_through() {
        let fragment = |samples: u32| {
            let run = [&[0; 4], samples.to_be_bytes().as_slice()].concat();
            boxed(b"moof", &boxed(b"traf", &boxed(b"trun", &run)))
        };
        let file = |samples| [boxed(b"ftyp", b"iso5"), fragment(5), fragment(samples)].concat();
        assert!(names_what_it_holds(&file(30)));
        assert!(!names_what_it_holds(&file(2_842_980_207)));
        // Nor where the file ends before its boxes do.
        let mut long = file(2_842_980_207);
        let moof = 12 + 32;
        long[moof..moof + 4].copy_from_slice(&4096_u32.to_be_bytes());
        assert!(!names_what_it_holds(&long));
    }

    #[test]
    fn numbers_are_turned_around() {
        let said = b"OpusHead\0\x02\x01\x38\0\0\xbb\x80\xff\0\0";
        let head = head(said).unwrap();
        assert_eq!(head, b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\xff\0");
        assert!(super::head(&said[..18]).is_none());
    }
}
