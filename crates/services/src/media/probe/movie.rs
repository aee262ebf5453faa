//! Films and sound in MP4: length and size out of the index, wherever in the file it stands.

use super::{Facts, fragments};
use crate::blobs::{Blobs, Place};

/// An index larger than this belongs to no film that WhatsApp carries.
const LARGEST_INDEX: u64 = 8 * 1024 * 1024;
/// WhatsApp carries no larger film or sound; what is fragmented is read whole.
const LARGEST_FRAGMENTED: u64 = 16 * 1024 * 1024;
/// Boxes at the top of a file are few.
const MOST_BOXES: usize = 64;

/// Reads headers of boxes, and the index alone.
pub(super) async fn measure(blobs: &Blobs, place: &Place, size: u64) -> Option<Facts> {
    let mut at = 0;
    for _ in 0..MOST_BOXES {
        if at + 8 > size {
            return None;
        }
        let head = blobs.read_range(place, at..size.min(at + 16)).await.ok()?;
        let found = Header::read(&head)?;
        let length = if found.length == 0 {
            size - at
        } else {
            found.length
        };
        if &found.name == b"moov" {
            let end = at.checked_add(length)?.min(size);
            let from = at.checked_add(found.size)?;
            if end < from || end - from > LARGEST_INDEX {
                return None;
            }
            let index = blobs.read_range(place, from..end).await.ok()?;
            let mut facts = facts(&index);
            if facts.duration_ms.is_none() && size <= LARGEST_FRAGMENTED {
                let whole = blobs.read_range(place, 0..size).await.ok()?;
                let played = tokio::task::spawn_blocking(move || fragments::duration(&whole)).await;
                facts.duration_ms = played.ok().flatten();
            }
            return Some(facts);
        }
        at = at.checked_add(length.max(8))?;
    }
    None
}

struct Header {
    name: [u8; 4],
    /// Of the header itself.
    size: u64,
    /// Of the whole box; 0 reaches to the end.
    length: u64,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = u64::from(number(bytes, 0)?);
        let name = bytes.get(4..8)?.try_into().ok()?;
        if length == 1 {
            let long = bytes.get(8..16)?.try_into().ok()?;
            return Some(Self {
                name,
                size: 16,
                length: u64::from_be_bytes(long),
            });
        }
        Some(Self {
            name,
            size: 8,
            length,
        })
    }
}

pub(super) fn facts(index: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let is_fragmented = boxes(index).any(|(name, _)| name == b"mvex");
    for (name, body) in boxes(index) {
        match name {
            // The index of a recording is written before anybody knows how long it will be.
            b"mvhd" if is_fragmented => {}
            b"mvhd" => facts.duration_ms = duration(body),
            b"trak" => {
                if let Some((width, height)) = boxes(body).find_map(|it| size_of_track(&it)) {
                    facts.width = Some(width);
                    facts.height = Some(height);
                }
            }
            _ => {}
        }
    }
    facts
}

/// The boxes within a box, or in a file; of one that is cut off, what is there.
pub(in super::super) fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let header = Header::read(bytes)?;
        let length = if header.length == 0 {
            bytes.len()
        } else {
            usize::try_from(header.length).ok()?
        };
        let name = bytes.get(4..8)?.try_into().ok()?;
        let body = bytes.get(usize::try_from(header.size).ok()?..length.min(bytes.len()))?;
        bytes = bytes.get(length.max(8)..).unwrap_or_default();
        Some((name, body))
    })
}

fn duration(body: &[u8]) -> Option<i64> {
    let (scale, length) = if body.first() == Some(&1) {
        let length = body.get(24..32)?.try_into().ok()?;
        (number(body, 20)?, u64::from_be_bytes(length))
    } else {
        (number(body, 12)?, u64::from(number(body, 16)?))
    };
    let ms = length.checked_mul(1000)?.checked_div(u64::from(scale))?;
    i64::try_from(ms).ok().filter(|ms| *ms > 0)
}

/// A film's track has a size, turned on its side where the phone was; a sound's has none.
fn size_of_track((name, body): &(&[u8; 4], &[u8])) -> Option<(i64, i64)> {
    if *name != b"tkhd" {
        return None;
    }
    let matrix = if body.first() == Some(&1) { 52 } else { 40 };
    let (width, height) = (
        number(body, matrix + 36)? >> 16,
        number(body, matrix + 40)? >> 16,
    );
    if width == 0 || height == 0 {
        return None;
    }
    let is_turned = number(body, matrix)? == 0 && number(body, matrix + 4)? != 0;
    let (width, height) = (i64::from(width), i64::from(height));
    Some(if is_turned {
        (height, width)
    } else {
        (width, height)
    })
}

pub(in super::super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

/// A box, for tests.
#[cfg(test)]
pub(in super::super) fn boxed(name: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap();
    [&length.to_be_bytes(), name, body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(turned: bool) -> Vec<u8> {
        let mut mvhd = vec![0; 100];
        mvhd[12..16].copy_from_slice(&1000_u32.to_be_bytes());
        mvhd[16..20].copy_from_slice(&2500_u32.to_be_bytes());
        let mut tkhd = vec![0; 84];
        let place = if turned { 44 } else { 40 };
        tkhd[place..place + 4].copy_from_slice(&0x1_0000_u32.to_be_bytes());
        tkhd[76..80].copy_from_slice(&(640_u32 << 16).to_be_bytes());
        tkhd[80..84].copy_from_slice(&(480_u32 << 16).to_be_bytes());
        let sound = boxed(b"trak", &boxed(b"tkhd", &[0; 84]));
        let film = boxed(b"trak", &boxed(b"tkhd", &tkhd));
        [boxed(b"mvhd", &mvhd), sound, film].concat()
    }

    #[test]
    fn a_film_has_its_length_and_its_size() {
        let upright = facts(&index(false));
        assert_eq!(upright.duration_ms, Some(2500));
        assert_eq!((upright.width, upright.height), (Some(640), Some(480)));
        let turned = facts(&index(true));
        assert_eq!((turned.width, turned.height), (Some(480), Some(640)));
    }

    #[test]
    fn what_the_index_of_fragments_says_of_the_length_is_nothing() {
        let fragmented = [index(false), boxed(b"mvex", b"")].concat();
        let facts = facts(&fragmented);
        assert_eq!((facts.duration_ms, facts.width), (None, Some(640)));
    }

    proptest! {
        #[test]
        fn broken_indexes_never_panic(place in 0_usize..400, byte: u8, cut in 0_usize..400) {
            let mut bytes = index(false);
            let length = bytes.len();
            bytes[place % length] = byte;
            bytes.truncate(length.saturating_sub(cut));
            let _ = facts(&bytes);
        }

        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>) {
            let _ = facts(&bytes);
        }
    }
}
