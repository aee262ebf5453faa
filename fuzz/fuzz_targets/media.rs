//! Whatever is sent as a file: its type told, looked into, and carried over as a voice note, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    services::media::fuzzing::read(bytes);
});
