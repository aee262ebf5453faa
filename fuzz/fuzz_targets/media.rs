//! Whatever is sent as a file: its type told, looked into, and carried over as a voice note, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        // The reader of MP4 is not ours, and its sums overflow where a file lies: that is caught where it
        // is called. What nobody catches still ends the run.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        services::media::fuzzing::read(bytes);
    }
);
