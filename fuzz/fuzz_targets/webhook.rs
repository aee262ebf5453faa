//! Whatever is posted to a webhook: split into updates, and each read, without a panic.

#![no_main]

use door::Door;
use door_cloud::CloudDoor;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DOOR: LazyLock<CloudDoor> = LazyLock::new(|| {
    // Nothing is fetched, and yet a client is not made without one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = "https://graph.example".parse().expect("a written address");
    CloudDoor::new(reqwest::Client::new(), base, "v26.0")
});

fuzz_target!(|body: &[u8]| {
    for update in DOOR.split(body).unwrap_or_default() {
        // What was split off is JSON, so it is always understood, if only as unknown.
        DOOR.read(&update.body).expect("an update that is JSON");
    }
    let _ = DOOR.read(body);
});
