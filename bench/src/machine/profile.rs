//! perf over running processes: where their CPU time goes.

use super::programs::{output, signal};
use anyhow::{Context, Result};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Lines that a reader still reads.
const LINES: usize = 40;

/// A profile under way.
pub(crate) struct Profile {
    perf: Child,
    folder: TempDir,
}

impl Profile {
    pub(crate) fn start(processes: &[u32]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let list: Vec<String> = processes.iter().map(ToString::to_string).collect();
        let perf = Command::new("perf")
            .args(["record", "-q", "-F", "499", "-p", &list.join(","), "-o"])
            .arg(folder.path().join("samples"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("perf is missing; install it (on Debian: apt-get install linux-perf)")?;
        Ok(Self { perf, folder })
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
