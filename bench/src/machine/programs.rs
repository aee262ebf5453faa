//! Running other programs.

use anyhow::{Context, Result, bail};
use std::os::unix::fs::MetadataExt;
use std::process::{Command, Stdio};

/// What a program prints, when it succeeds.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let done = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{program}` does not run; is it installed?"))?;
    if !done.status.success() {
        bail!(
            "`{program} {}` failed: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&done.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

/// Sends a signal to one process.
pub(crate) fn signal(pid: u32, name: &str) -> Result<()> {
    output("kill", &[&format!("-{name}"), &pid.to_string()]).map(|_| ())
}

pub(super) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
