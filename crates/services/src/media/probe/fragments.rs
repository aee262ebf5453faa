//! How long a film or a sound in fragments of MP4 is: nothing in it says so, its frames are counted.

use super::super::voice_note::mp4;
use symphonia_core::formats::FormatReader;

pub(super) fn duration(bytes: &[u8]) -> Option<i64> {
    mp4::read(bytes, |reader| longest_track(bytes.len(), reader))
}

fn longest_track(size: usize, mut reader: impl FormatReader) -> Option<i64> {
    let mut played: Vec<(u32, u64)> = Vec::new();
    mp4::each_packet(&mut reader, size, |packet| {
        let length = packet.dur.get();
        match played.iter_mut().find(|(id, _)| *id == packet.track_id) {
            Some((_, sum)) => *sum = sum.checked_add(length)?,
            None => played.push((packet.track_id, length)),
        }
        Some(())
    })?;
    let lengths = played.iter().filter_map(|(id, sum)| {
        let track = reader.tracks().iter().find(|it| it.id == *id)?;
        let base = track.time_base?;
        let ms =
            u128::from(*sum) * 1000 * u128::from(base.numer.get()) / u128::from(base.denom.get());
        i64::try_from(ms).ok()
    });
    lengths.max().filter(|ms| *ms > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::samples;

    #[test]
    fn frames_tell_the_length_that_no_header_tells() {
        assert_eq!(duration(samples::FILM_FRAGMENTS), Some(1500));
        assert_eq!(duration(samples::VOICE_FRAGMENTS), Some(1019));
        assert_eq!(duration(b"no film"), None);
    }
}
