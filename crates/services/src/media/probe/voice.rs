//! Voice notes, Opus in Ogg: how long, and how loud along the way.
//!
//! No decoder is needed. The last page says how many samples there were. Opus spends more bytes where
//! more is going on, so the sizes of its packets draw the curve that people know from their phones.

use super::Facts;
use bytes::Bytes;

const STEPS: usize = 64;
/// Opus counts in this rate, whatever it was recorded in.
const SAMPLES_A_MS: u64 = 48;
/// A day; a page that says more is wrong.
const LONGEST_MS: u64 = 24 * 60 * 60 * 1000;

pub(super) fn listen(bytes: &Bytes) -> Option<Facts> {
    let stream = Stream::read(bytes)?;
    let samples = stream.last_granule.saturating_sub(stream.pre_skip);
    let duration = Some(samples / SAMPLES_A_MS).filter(|ms| *ms <= LONGEST_MS);
    Some(Facts {
        duration_ms: duration.and_then(|ms| i64::try_from(ms).ok()),
        waveform: curve(&stream.packets),
        ..Facts::default()
    })
}

/// What the pages of an Ogg file hold.
struct Stream {
    /// Sizes of the sound's packets.
    packets: Vec<usize>,
    last_granule: u64,
    pre_skip: u64,
}

impl Stream {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut packets = Vec::new();
        let (mut last_granule, mut rest, mut begun) = (0, bytes, 0_usize);
        while let Some(page) = Page::read(rest) {
            // -1 stands on pages that no packet ends on.
            if page.granule != u64::MAX {
                last_granule = page.granule;
            }
            for &lacing in page.lacing {
                begun += usize::from(lacing);
                if lacing < u8::MAX {
                    packets.push(begun);
                    begun = 0;
                }
            }
            rest = rest.get(page.length..)?;
        }
        let head = Page::read(bytes)?;
        let head = bytes.get(head.body..)?;
        if !head.starts_with(b"OpusHead") || packets.len() < 3 {
            return None;
        }
        let pre_skip = u16::from_le_bytes([*head.get(10)?, *head.get(11)?]);
        // Two packets of headers come first.
        packets.drain(..2);
        Some(Self {
            packets,
            last_granule,
            pre_skip: u64::from(pre_skip),
        })
    }
}

struct Page<'a> {
    granule: u64,
    lacing: &'a [u8],
    body: usize,
    length: usize,
}

impl<'a> Page<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        const HEADER: usize = 27;
        if !bytes.starts_with(b"OggS") {
            return None;
        }
        let granule = bytes.get(6..14)?.try_into().ok()?;
        let segments = usize::from(*bytes.get(26)?);
        let lacing = bytes.get(HEADER..HEADER + segments)?;
        let body = HEADER + segments;
        let held: usize = lacing.iter().map(|&lacing| usize::from(lacing)).sum();
        Some(Self {
            granule: u64::from_le_bytes(granule),
            lacing,
            body,
            length: body + held,
        })
    }
}

/// The mean size of each step's packets, from the quietest 0 to the loudest 100.
fn curve(packets: &[usize]) -> Option<Vec<u8>> {
    if packets.is_empty() {
        return None;
    }
    let step = |number: usize| {
        let from = number * packets.len() / STEPS;
        let to = ((number + 1) * packets.len() / STEPS).max(from + 1);
        let held = packets.get(from..to.min(packets.len())).unwrap_or_default();
        held.iter().sum::<usize>() / held.len().max(1)
    };
    let means: Vec<usize> = (0..STEPS).map(step).collect();
    let (low, high) = (means.iter().min()?, means.iter().max()?);
    let spread = (high - low).max(1);
    let steps = means.iter().map(|mean| (mean - low) * 100 / spread);
    steps.map(|step| u8::try_from(step).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(granule: u64, packets: &[Vec<u8>]) -> Vec<u8> {
        let mut page = b"OggS\0\0".to_vec();
        page.extend(granule.to_le_bytes());
        page.extend([0; 12]);
        page.push(u8::try_from(packets.len()).unwrap());
        page.extend(packets.iter().map(|it| u8::try_from(it.len()).unwrap()));
        page.extend(packets.concat());
        page
    }

    fn note(sizes: &[usize]) -> Bytes {
        let mut head = b"OpusHead\x01\x01".to_vec();
        head.extend(312_u16.to_le_bytes());
        head.extend([0; 7]);
        let mut file = page(0, &[head]);
        file.extend(page(0, &[b"OpusTags".to_vec()]));
        let packets: Vec<Vec<u8>> = sizes.iter().map(|&size| vec![7; size]).collect();
        // Twenty milliseconds a packet.
        let samples = u64::try_from(sizes.len()).unwrap() * 960 + 312;
        file.extend(page(samples, &packets));
        file.into()
    }

    #[test]
    fn a_voice_note_has_its_length_and_its_curve() {
        let sizes: Vec<usize> = (0..128).map(|it| 20 + it).collect();
        let facts = listen(&note(&sizes)).unwrap();
        assert_eq!(facts.duration_ms, Some(2560));
        let curve = facts.waveform.unwrap();
        assert_eq!((curve.len(), curve[0], curve[63]), (64, 0, 100));
        assert!(curve.is_sorted());
    }

    #[test]
    fn a_short_one_has_a_curve_too() {
        let curve = listen(&note(&[30, 90])).unwrap().waveform.unwrap();
        assert_eq!((curve.len(), curve[0], curve[63]), (64, 0, 100));
    }

    proptest! {
        #[test]
        fn broken_sound_never_panics(place in 0_usize..400, byte: u8, cut in 0_usize..400) {
            let mut file = note(&[40, 60, 80, 100]).to_vec();
            let length = file.len();
            file[place % length] = byte;
            file.truncate(length.saturating_sub(cut));
            let _ = listen(&file.into());
        }

        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let mut file = b"OggS".to_vec();
            file.extend(bytes);
            let _ = listen(&file.into());
        }
    }
}
