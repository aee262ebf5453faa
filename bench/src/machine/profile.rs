//! perf over running processes: where their CPU time goes.

use super::programs::{output, signal};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Lines that a reader still reads.
const LINES: usize = 40;
/// A process may end between being listed and being watched; perf then gives up at once.
const TRIES: usize = 5;
const GIVES_UP_WITHIN: Duration = Duration::from_millis(300);

/// A profile under way.
pub(crate) struct Profile {
    perf: Child,
    folder: TempDir,
}

impl Profile {
    /// Watches the processes that `list` names.
    pub(crate) fn start(list: impl Fn() -> Result<Vec<u32>>) -> Result<Self> {
        for _ in 1..TRIES {
            if let Ok(profile) = Self::watch(&list()?) {
                return Ok(profile);
            }
        }
        Self::watch(&list()?)
    }

    fn watch(processes: &[u32]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let list: Vec<String> = processes.iter().map(ToString::to_string).collect();
        let complaints = folder.path().join("complaints");
        let perf = Command::new("perf")
            .args(["record", "-F", "499", "-p", &list.join(","), "-o"])
            .arg(folder.path().join("samples"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&complaints)?)
            .spawn()
            .context("perf is missing; install it (on Debian: apt-get install linux-perf)")?;
        let mut profile = Self { perf, folder };
        std::thread::sleep(GIVES_UP_WITHIN);
        if profile.perf.try_wait()?.is_some() {
            bail!("perf gave up: {}", fs::read_to_string(complaints)?.trim());
        }
        Ok(profile)
    }

    /// The functions that took the most, as perf's own table.
    pub(crate) fn end(mut self) -> Result<String> {
        signal(self.perf.id(), "INT")?;
        self.perf.wait()?;
        let samples = self.folder.path().join("samples").display().to_string();
        let text = output(
            "perf",
            &[
                "report",
                "-i",
                &samples,
                "--stdio",
                "-q",
                "--no-children",
                "--percent-limit",
                "0.5",
                "--sort",
                "comm,symbol",
            ],
        )?;
        // Two empty columns follow the symbol.
        let lines: Vec<&str> = text
            .lines()
            .map(|line| line.trim().trim_end_matches(['-', ' ']))
            .filter(|line| !line.is_empty())
            .take(LINES)
            .collect();
        Ok(lines.join("\n"))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // It has ended already, unless something failed.
        let _ = self.perf.kill();
        let _ = self.perf.wait();
    }
}
