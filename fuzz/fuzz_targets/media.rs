//! Whatever is sent as a file: its type told, looked into, and carried over as a voice note, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::panic::{catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

/// What the last panic said.
static SAID: Mutex<String> = Mutex::new(String::new());

fuzz_target!(
    init: {
        // The reader of MP4 is not ours, and its sums overflow where a file lies: that is caught where it
        // is called, so a panic alone is no finding yet.
        set_hook(Box::new(|panic| {
            *SAID.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
        }));
    },
    |bytes: &[u8]| {
        if catch_unwind(|| services::media::fuzzing::read(bytes)).is_err() {
            let said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
            eprintln!("{said}");
            std::process::abort();
        }
    }
);
