//! What the kernel counts for a process: CPU time and memory.

use anyhow::{Context, Result};
use std::time::Duration;

/// The kernel counts CPU time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// CPU time that parts of the machine have used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) server: Duration,
    pub(crate) database: Duration,
    pub(crate) bench: Duration,
    /// The simulated Meta's, where it is a process of its own.
    pub(crate) meta: Duration,
    /// What the machine's host gave to others while something here wanted to run.
    pub(crate) stolen: Duration,
    /// The time of all cores, idle or not.
    pub(crate) all: Duration,
}

impl Usage {
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            server: self.server.saturating_sub(before.server),
            database: self.database.saturating_sub(before.database),
            bench: self.bench.saturating_sub(before.bench),
            meta: self.meta.saturating_sub(before.meta),
            stolen: self.stolen.saturating_sub(before.stolen),
            all: self.all.saturating_sub(before.all),
        }
    }
}

/// Memory in kibibytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    pub(crate) resident: u32,
    pub(crate) peak: u32,
}

impl Memory {
    pub(crate) fn of(pid: u32) -> Result<Self> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))
            .with_context(|| format!("process {pid} is gone"))?;
        Ok(Self {
            resident: field(&status, "VmRSS:"),
            peak: field(&status, "VmHWM:"),
        })
    }
}

fn field(status: &str, name: &str) -> u32 {
    status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// The time that was stolen from the machine's cores, and all their time.
pub(super) fn stolen() -> Result<(Duration, Duration)> {
    let text = std::fs::read_to_string("/proc/stat").context("/proc/stat can't be read")?;
    parse_cores(&text).context("/proc/stat has no line of all cores")
}

/// user, nice, system, idle, iowait, irq, softirq and steal; what guests take is counted in the first two.
fn parse_cores(text: &str) -> Option<(Duration, Duration)> {
    let line = text.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let times: Vec<Duration> = line
        .split_whitespace()
        .take(8)
        .map_while(|ticks| ticks.parse::<u32>().ok())
        .map(|ticks| TICK * ticks)
        .collect();
    Some((*times.get(7)?, times.iter().sum()))
}

/// CPU time of a process with all its threads.
pub(crate) fn cpu(pid: u32) -> Result<Duration> {
    Ok(stat(pid)?.own)
}

/// CPU time of a process and of its children, those that ended included.
pub(super) fn cpu_of_family(pid: u32) -> Result<Duration> {
    let parent = stat(pid)?;
    let children: Duration = children(pid)
        .into_iter()
        .filter_map(|child| stat(child).ok())
        .map(|child| child.own)
        .sum();
    Ok(parent.own + parent.ended_children + children)
}

/// The processes that a process has started.
pub(super) fn children(pid: u32) -> Vec<u32> {
    let Ok(folder) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    folder
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|&child| stat(child).is_ok_and(|stat| stat.parent == pid))
        .collect()
}

struct Stat {
    parent: u32,
    own: Duration,
    ended_children: Duration,
}

fn stat(pid: u32) -> Result<Stat> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .with_context(|| format!("process {pid} is gone"))?;
    parse(&text).with_context(|| format!("/proc/{pid}/stat can't be read"))
}

/// The program's name stands in parentheses and may hold anything, so fields count from its end.
fn parse(text: &str) -> Option<Stat> {
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |place: usize| {
        fields
            .get(place)?
            .parse::<u32>()
            .ok()
            .map(|ticks| TICK * ticks)
    };
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: ticks(11)? + ticks(12)?,
        ended_children: ticks(13)? + ticks(14)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stolen_time_is_the_eighth_of_all_cores() {
        let text = "cpu  100 0 50 800 10 0 5 35 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
        let (stolen, all) = parse_cores(text).unwrap();
        assert_eq!(stolen, Duration::from_millis(350));
        assert_eq!(all, Duration::from_secs(10));
    }

    #[test]
    fn times_are_read_behind_any_name() {
        let text = "42 (a ) b) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 10 5 20 0 9 0 100 1 1";
        let stat = parse(text).unwrap();
        assert_eq!(stat.parent, 7);
        assert_eq!(stat.own, Duration::from_secs(2));
        assert_eq!(stat.ended_children, Duration::from_millis(150));
        assert!(parse("nonsense").is_none());
    }

    #[test]
    fn this_process_has_memory_and_time() {
        let pid = std::process::id();
        assert!(Memory::of(pid).unwrap().peak > 0);
        assert!(cpu(pid).is_ok());
        assert!(cpu_of_family(pid).unwrap() >= Duration::ZERO);
    }
}
