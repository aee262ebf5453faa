//! Reads the sound out of `WebM`, as browsers record it.

/// Elements that are entered; everything else is passed over by its length. So it does not matter that
/// recorders leave out the lengths of what they enter themselves.
const ENTERED: [u32; 5] = [
    0x1853_8067, // Segment
    0x1654_ae6b, // Tracks
    0xae,        // TrackEntry
    0x1f43_b675, // Cluster
    0xa0,        // BlockGroup
];
const CODEC: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63a2;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK: u32 = 0xa1;
/// Several frames in one block: no recorder does it with Opus.
const LACING: u8 = 0x06;

/// The packets of one track of Opus.
pub(super) struct Sound<'a> {
    pub(super) head: Vec<u8>,
    pub(super) packets: Vec<&'a [u8]>,
}

impl<'a> Sound<'a> {
    pub(super) fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let (mut head, mut is_opus, mut packets) = (None, false, Vec::new());
        while let Some((id, after)) = identifier(bytes) {
            let (length, body) = number(after)?;
            if ENTERED.contains(&id) {
                bytes = body;
                continue;
            }
            // What was cut off at the end of a recording is not heard.
            let Some(content) = usize::try_from(length).ok().and_then(|it| body.get(..it)) else {
                break;
            };
            match id {
                CODEC => is_opus = content == b"A_OPUS",
                CODEC_PRIVATE => head = Some(content.to_vec()),
                SIMPLE_BLOCK | BLOCK => packets.push(packet(content)?),
                _ => {}
            }
            bytes = &body[content.len()..];
        }
        let head = head.filter(|head| head.starts_with(b"OpusHead"))?;
        (is_opus && !packets.is_empty()).then_some(Self { head, packets })
    }
}

/// A block is the track's number, two bytes of time, flags, and the packet.
fn packet(block: &[u8]) -> Option<&[u8]> {
    let (_, rest) = number(block)?;
    let flags = *rest.get(2)?;
    if flags & LACING != 0 {
        return None;
    }
    rest.get(3..)
}

/// An element's id, which keeps the bit that tells its length.
fn identifier(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let length = width(*bytes.first()?).filter(|length| *length <= 4)?;
    let written = bytes.get(..length)?;
    let id = written
        .iter()
        .fold(0, |id, &byte| (id << 8) | u32::from(byte));
    Some((id, &bytes[length..]))
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let first = *bytes.first()?;
    let length = width(first)?;
    let written = bytes.get(1..length)?;
    let start = u64::from(first) & ((1 << (8 - length)) - 1);
    let value = written
        .iter()
        .fold(start, |value, &byte| (value << 8) | u64::from(byte));
    Some((value, &bytes[length..]))
}

/// How many bytes a number takes, by its first one.
fn width(first: u8) -> Option<usize> {
    (first != 0).then(|| usize::try_from(first.leading_zeros()).unwrap_or_default() + 1)
}
