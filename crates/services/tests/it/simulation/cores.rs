//! A run and SQLite's thread have their turns one after the other: on one core they find what the other
//! left in its caches, and nobody has to wake a core up.

use std::process::{Command, Stdio};

/// The cores that this process may use; nothing where the system does not say.
pub(super) fn allowed() -> Vec<usize> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
    list.map(cores).unwrap_or_default()
}

/// `0-3,8`
fn cores(list: &str) -> Vec<usize> {
    let mut all = Vec::new();
    for range in list.trim().split(',') {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        if let (Ok(from), Ok(to)) = (from.parse::<usize>(), to.parse::<usize>()) {
            all.extend(from..=to);
        }
    }
    all
}

/// Keeps this thread, and those that it starts, on a core. Without `taskset` they go where they want.
pub(super) fn stay_on(core: usize) {
    let Ok(thread) = std::fs::read_link("/proc/thread-self") else {
        return;
    };
    let Some(id) = thread.file_name() else {
        return;
    };
    let _ = Command::new("taskset")
        .args(["-c", "-p", &core.to_string()])
        .arg(id)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
