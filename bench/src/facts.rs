//! The facts that belong beside every figure: the machine, the build, the day.

use crate::clock;
use crate::machine::{Cluster, output};
use anyhow::Result;
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) struct Facts {
    pub(crate) day: String,
    pub(crate) commit: String,
    changed: bool,
    processor: String,
    cores: usize,
    memory: String,
    kernel: String,
    compiler: String,
    postgres: String,
    sync: Duration,
    binary: u64,
}

pub(crate) fn of_this_machine(binary: &Path) -> Result<Facts> {
    Ok(Facts {
        day: clock::today(),
        commit: output("git", &["rev-parse", "--short", "HEAD"])?,
        changed: !output("git", &["status", "--porcelain", "--untracked-files=no"])?.is_empty(),
        processor: line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory: line_of("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown".to_owned()),
        kernel: output("uname", &["-srm"])?,
        compiler: output("rustc", &["--version"])?,
        postgres: Cluster::version().unwrap_or_else(|_| "none".to_owned()),
        sync: time_of_sync()?,
        binary: std::fs::metadata(binary).map_or(0, |file| file.len()),
    })
}

/// The value behind `name:` in one of the kernel's lists.
fn line_of(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// What one small durable write costs here, the median of many.
fn time_of_sync() -> Result<Duration> {
    const TIMES: usize = 101;
    let folder = tempfile::tempdir()?;
    let mut file = File::create(folder.path().join("syncs"))?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        file.write_all(&[7; 4_096])?;
        let began = Instant::now();
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[TIMES / 2])
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = if self.changed {
            ", with changes that were not committed"
        } else {
            ""
        };
        writeln!(
            f,
            "# Figures of {}, commit {}{changed}\n",
            self.day, self.commit
        )?;
        writeln!(f, "| | |\n|---|---|")?;
        writeln!(
            f,
            "| processor | {}, {} cores, the generator on them |",
            self.processor, self.cores
        )?;
        writeln!(f, "| memory | {} |", self.memory)?;
        writeln!(f, "| kernel | {} |", self.kernel)?;
        writeln!(
            f,
            "| one fdatasync of 4 KiB | {:.2} ms |",
            self.sync.as_secs_f64() * 1_000.0
        )?;
        writeln!(f, "| compiler | {} |", self.compiler)?;
        writeln!(f, "| PostgreSQL | {}, fsync on |", self.postgres)?;
        writeln!(f, "| binary | {} bytes |", self.binary)?;
        writeln!(
            f,
            "\nThe server is `aldaba demo --json --no-customers`: the simulated Meta lives in its process, but for the\n\
             proofs of sending, where it is `aldaba sandbox`."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sync_takes_time_and_the_machine_has_memory() {
        assert!(time_of_sync().unwrap() > Duration::ZERO);
        assert!(
            line_of("/proc/meminfo", "MemTotal")
                .unwrap()
                .ends_with("kB")
        );
    }
}
