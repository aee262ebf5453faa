//! strace over running processes: which files they sync, and how often.

use super::programs::signal;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ATTACHING: Duration = Duration::from_secs(10);

/// A trace under way.
pub(crate) struct Trace {
    strace: Child,
    folder: TempDir,
}

/// The calls that a trace saw.
pub(crate) struct Syncs(String);

impl Trace {
    pub(crate) fn start(processes: &[u32]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new("strace");
        command
            .args(["-f", "-y", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(folder.path().join("calls"));
        for pid in processes {
            command.args(["-p", &pid.to_string()]);
        }
        let words = std::fs::File::create(folder.path().join("words"))?;
        let strace = command
            .stdin(Stdio::null())
            .stderr(words)
            .spawn()
            .context("strace is missing; install it (on Debian: apt-get install strace)")?;
        let mut trace = Self { strace, folder };
        trace.wait_for(processes.len())?;
        Ok(trace)
    }

    /// strace says of each process that it is attached.
    fn wait_for(&mut self, processes: usize) -> Result<()> {
        let began = Instant::now();
        loop {
            let words = std::fs::read_to_string(self.folder.path().join("words"))?;
            if words.matches(" attached").count() >= processes {
                return Ok(());
            }
            if self.strace.try_wait()?.is_some() || began.elapsed() > ATTACHING {
                bail!("strace did not attach: {}", words.trim());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn end(mut self) -> Result<Syncs> {
        signal(self.strace.id(), "INT")?;
        self.strace.wait()?;
        Ok(Syncs(std::fs::read_to_string(
            self.folder.path().join(Path::new("calls")),
        )?))
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        // It has ended already, unless something failed.
        let _ = self.strace.kill();
        let _ = self.strace.wait();
    }
}

impl Syncs {
    /// Syncs of files whose path holds `part`.
    pub(crate) fn of(&self, part: &str) -> u32 {
        let calls = self
            .0
            .lines()
            .filter(|line| line.contains("sync(") && line.contains(part));
        u32::try_from(calls.count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_once_by_their_file() {
        let syncs = Syncs(
            "7 fdatasync(12</data/journal.db-wal>) = 0\n\
             8 fdatasync(9</data/aldaba.db-wal> <unfinished ...>\n\
             8 <... fdatasync resumed>) = 0\n\
             7 fsync(12</data/journal.db-wal> <unfinished ...>\n\
             7 +++ exited with 0 +++\n"
                .to_owned(),
        );
        assert_eq!(syncs.of("/journal.db-wal"), 2);
        assert_eq!(syncs.of("/aldaba.db-wal"), 1);
    }
}
