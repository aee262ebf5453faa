//! The simulated Meta as a process of its own, which outlives what speaks to it.

use super::server::start_telling;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;
use std::process::{Child, Command, Stdio};

#[derive(Deserialize)]
struct Told {
    sandbox_url: String,
}

/// Killed when it is dropped.
pub(crate) struct MetaProcess {
    child: Child,
    pub(crate) url: String,
}

impl MetaProcess {
    pub(super) fn start(binary: &Path) -> Result<Self> {
        let mut command = Command::new(binary);
        command
            .args(["sandbox", "--json", "--listen", "127.0.0.1:0"])
            .stderr(Stdio::null());
        let (child, told): (Child, Told) = start_telling(command)?;
        Ok(Self {
            child,
            url: told.sandbox_url,
        })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for MetaProcess {
    fn drop(&mut self) {
        // One that has ended already can't be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
