//! All that reads bytes of strangers here, for the fuzzer in `fuzz/`: it has no store and no database.

use super::{probe, sniff, voice_note};
use bytes::Bytes;
use domain::MediaKind;

/// Reads a file as every kind that it could pass for.
pub fn read(bytes: &[u8]) {
    let mime_type = sniff::mime_type(None, bytes);
    let kind = sniff::kind(&mime_type);
    assert!(sniff::fits(kind, &mime_type) || kind == MediaKind::Document);
    probe::look_at_all(&Bytes::copy_from_slice(bytes));
    voice_note::to_ogg(bytes);
}
