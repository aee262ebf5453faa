//! The real binary under test, as `aldaba demo --json` starts it.

use super::Memory;
use super::programs::signal;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A first start makes an organization, its people and its lines.
const START: Duration = Duration::from_mins(2);
/// A stop drains what is under way.
const STOP: Duration = Duration::from_secs(30);

/// The line that the server prints once it is ready.
#[derive(Clone, Deserialize)]
pub(crate) struct Facts {
    pub(crate) url: String,
    pub(crate) sandbox_url: String,
    pub(crate) api_token: String,
    pub(crate) organization_id: String,
    pub(crate) line_id: String,
    pub(crate) webhook_url: String,
    pub(crate) app_secret: String,
    pub(crate) phone_number_id: String,
}

/// Killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) facts: Facts,
}

impl Server {
    /// Starts the server and waits until it is ready.
    pub(super) fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| {
                format!(
                    "`{}` does not run; build it first",
                    command.get_program().display()
                )
            })?;
        let out = child.stdout.take().context("the server has no output")?;
        match first_facts(out) {
            Ok(facts) => Ok(Self { child, facts }),
            Err(error) => {
                // It may have ended by itself.
                let _ = child.kill();
                let _ = child.wait();
                Err(error)
            }
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn memory(&self) -> Result<Memory> {
        Memory::of(self.pid())
    }

    /// `kill -9`: no goodbye, nothing flushed.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop, as an operator does.
    pub(crate) fn stop(&mut self) -> Result<()> {
        signal(self.pid(), "TERM")?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > STOP {
                bail!("the server did not stop within {STOP:?}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already can't be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads lines until one is the facts, and goes on reading so that the server never meets a closed pipe.
fn first_facts(out: ChildStdout) -> Result<Facts> {
    let (found, facts) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Ok(facts) = serde_json::from_str::<Facts>(&line) {
                // Nobody waits any more when the start took too long.
                let _ = found.send(facts);
            }
        }
    });
    facts
        .recv_timeout(START)
        .context("the server did not become ready; its log says why")
}
