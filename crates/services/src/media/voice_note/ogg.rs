//! Writes Opus as Ogg (RFC 3533, RFC 7845).

/// Packets of a page: about a second of sound.
const A_PAGE: usize = 50;
/// A page has 255 lacing values at most.
const MOST_LACING: usize = 255;
const SERIAL: u32 = 1;
const FIRST: u8 = 2;
const LAST: u8 = 4;
/// Samples a millisecond; Opus always counts in this rate.
const SAMPLES: u64 = 48;

/// Ends where the last packet ends: what recorders say of its length is when they were stopped.
pub(super) fn write<P: AsRef<[u8]>>(head: &[u8], packets: &[P]) -> Vec<u8> {
    let packets: Vec<&[u8]> = packets.iter().map(AsRef::as_ref).collect();
    let mut out = Pages::default();
    out.page(FIRST, 0, &[head]);
    out.page(0, 0, &[&tags()]);
    let mut granule = 0;
    let mut rest = packets.as_slice();
    while !rest.is_empty() {
        let mut count = 0;
        let mut lacing = 0;
        for packet in rest.iter().take(A_PAGE) {
            lacing += packet.len() / 255 + 1;
            if count > 0 && lacing > MOST_LACING {
                break;
            }
            count += 1;
        }
        let (page, after) = rest.split_at(count);
        granule += page.iter().map(|packet| samples(packet)).sum::<u64>();
        let flags = if after.is_empty() { LAST } else { 0 };
        out.page(flags, granule, page);
        rest = after;
    }
    out.bytes
}

fn tags() -> Vec<u8> {
    let mut tags = b"OpusTags".to_vec();
    tags.extend(6_u32.to_le_bytes());
    tags.extend(b"aldaba");
    tags.extend(0_u32.to_le_bytes());
    tags
}

/// How long a packet sounds, by its first bytes (RFC 6716, section 3.1).
fn samples(packet: &[u8]) -> u64 {
    let Some(&toc) = packet.first() else { return 0 };
    let config = toc >> 3;
    // Tenths of milliseconds, so that two and a half is a whole number.
    let frame: u64 = match config {
        0..=11 => [100, 200, 400, 600][usize::from(config % 4)],
        12..=15 => [100, 200][usize::from(config % 2)],
        _ => [25, 50, 100, 200][usize::from(config % 4)],
    };
    let frames = match toc & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u64::from(packet.get(1).copied().unwrap_or_default() & 0x3f),
    };
    frames * frame * SAMPLES / 10
}

#[derive(Default)]
struct Pages {
    bytes: Vec<u8>,
    sequence: u32,
}

impl Pages {
    fn page(&mut self, flags: u8, granule: u64, packets: &[&[u8]]) {
        let mut lacing = Vec::new();
        for packet in packets {
            lacing.extend(std::iter::repeat_n(u8::MAX, packet.len() / 255));
            lacing.push(u8::try_from(packet.len() % 255).unwrap_or_default());
        }
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend(granule.to_le_bytes());
        page.extend(SERIAL.to_le_bytes());
        page.extend(self.sequence.to_le_bytes());
        page.extend([0; 4]);
        page.push(u8::try_from(lacing.len()).unwrap_or(u8::MAX));
        page.extend(lacing);
        page.extend(packets.concat());
        let sum = checksum(&page);
        page[22..26].copy_from_slice(&sum.to_le_bytes());
        self.bytes.extend(page);
        self.sequence += 1;
    }
}

/// Ogg's own: the polynomial of Ethernet, neither mirrored nor turned around.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, &byte| {
        let mut sum = sum ^ (u32::from(byte) << 24);
        for _ in 0..8 {
            let carries = sum & 0x8000_0000 != 0;
            sum = (sum << 1) ^ if carries { 0x04c1_1db7 } else { 0 };
        }
        sum
    })
}

#[cfg(test)]
pub(super) fn packets(file: &[u8]) -> Vec<Vec<u8>> {
    let (mut found, mut begun, mut at) = (Vec::new(), Vec::new(), 0);
    while at < file.len() {
        let count = usize::from(file[at + 26]);
        let mut body = at + 27 + count;
        for &lacing in &file[at + 27..at + 27 + count] {
            begun.extend(&file[body..body + usize::from(lacing)]);
            body += usize::from(lacing);
            if lacing < 255 {
                found.push(std::mem::take(&mut begun));
            }
        }
        at = body;
    }
    found
}

#[cfg(test)]
pub(super) fn last_granule(file: &[u8]) -> Option<u64> {
    let at = file.windows(4).rposition(|it| it == b"OggS")?;
    Some(u64::from_le_bytes(
        file.get(at + 6..at + 14)?.try_into().ok()?,
    ))
}
