//! The real binary under test, as `aldaba demo --json` starts it.

use super::Memory;
use super::programs::signal;
use crate::wire::{Address, Connection, get};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A first start makes an organization, its people and its lines.
const START: Duration = Duration::from_mins(2);
/// How often a server that prints nothing is asked whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(10);
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
    pub(super) fn start(command: Command) -> Result<Self> {
        let (child, facts) = start_telling(command)?;
        Ok(Self { child, facts })
    }

    /// Starts one that prints nothing, on a house whose facts are known. It is not ready yet.
    pub(super) fn start_again(mut command: Command, facts: Facts) -> Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let child = child.with_context(|| does_not_run(&command))?;
        Ok(Self { child, facts })
    }

    /// Waits until `/readyz` says so, while others go on.
    pub(crate) async fn wait_until_ready(&mut self) -> Result<()> {
        let address = Address::parse(&self.facts.url)?.at("/readyz");
        let began = Instant::now();
        loop {
            if let Ok(mut connection) = Connection::open(&address).await
                && get(&mut connection, &address).await.is_ok()
            {
                return Ok(());
            }
            if self.child.try_wait()?.is_some() || began.elapsed() > START {
                bail!("the server did not become ready; its log says why");
            }
            tokio::time::sleep(ASK_EVERY).await;
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

fn does_not_run(command: &Command) -> String {
    let program = command.get_program().display();
    format!("`{program}` does not run; build it first")
}

/// Starts a process that prints a line of JSON once it is ready, and waits for that.
pub(super) fn start_telling<T: DeserializeOwned + Send + 'static>(
    mut command: Command,
) -> Result<(Child, T)> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| does_not_run(&command))?;
    let out = child.stdout.take().context("the process has no output")?;
    match first_line(out) {
        Ok(told) => Ok((child, told)),
        Err(error) => {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
            Err(error)
        }
    }
}

/// Reads lines until one is what we wait for, and goes on reading so that the process never meets a
/// closed pipe.
fn first_line<T: DeserializeOwned + Send + 'static>(out: ChildStdout) -> Result<T> {
    let (found, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Ok(it) = serde_json::from_str::<T>(&line) {
                // Nobody waits any more when the start took too long.
                let _ = found.send(it);
            }
        }
    });
    told.recv_timeout(START)
        .context("the server did not become ready; its log says why")
}
