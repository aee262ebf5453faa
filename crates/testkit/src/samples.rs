//! Small files that other programs wrote; `samples/README.md` says how.

/// A tone in Opus, in Ogg: 51 packets of twenty milliseconds.
pub const VOICE: &[u8] = include_bytes!("../samples/voice.ogg");
/// The packets of [`VOICE`] in MP4.
pub const VOICE_WHOLE: &[u8] = include_bytes!("../samples/voice-whole.mp4");
/// The packets of [`VOICE`] in MP4, in fragments.
pub const VOICE_FRAGMENTS: &[u8] = include_bytes!("../samples/voice-fragments.mp4");
/// Opus in MP4 from a browser: 25 packets of sixty milliseconds.
pub const VOICE_RECORDED: &[u8] = include_bytes!("../samples/voice-recorded.mp4");
/// The tone of [`VOICE`] in AAC, in MP4.
pub const SOUND_AAC: &[u8] = include_bytes!("../samples/sound.m4a");
/// A second and a half of film, 160 by 120, in fragments: its header says no length.
pub const FILM_FRAGMENTS: &[u8] = include_bytes!("../samples/film-fragments.mp4");

/// A PNG whose palette ends too early, found by the fuzzer.
pub const SHORT_PALETTE: &[u8] = include_bytes!("../samples/short-palette.png");
