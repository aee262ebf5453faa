//! Gives back what is not needed any more.
//!
//! The allocator keeps freed memory for a second, and then returns it when a thread frees more or ends.
//! Whoever is idle does neither, so what starting and a burst of work took would stay with the process.

use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// More than the second, so that nothing that is in use again at once is returned.
const EVERY: Duration = Duration::from_secs(2);
const SOME_BYTES: usize = 64;

pub(crate) async fn give_back(stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => end_a_thread(),
        }
    }
}

/// Only a thread that has allocated is looked after when it ends. Where none can be started, the
/// memory stays a while longer.
fn end_a_thread() {
    let spawned = std::thread::Builder::new()
        .name("memory".to_owned())
        .spawn(|| drop(std::hint::black_box(vec![0_u8; SOME_BYTES])));
    drop(spawned);
}
