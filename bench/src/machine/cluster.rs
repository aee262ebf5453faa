//! A PostgreSQL of our own: made by initdb in a temporary folder, gone when it is dropped.

use super::process::{children, cpu_of_family};
use super::programs::is_root;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// What the database does at a commit that does not say what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncDefault {
    On,
    /// So that only a client which asks for it gets a durable commit.
    Off,
}

/// Segments of the write-ahead log that the checkpoint after it makes ready for use again, as a
/// database has that has been at work for a while: a new one fills each with zeros first, and every
/// commit waits for that.
const USED: &str = "DO $$ BEGIN FOR n IN 1..64 LOOP \
    PERFORM pg_logical_emit_message(false, 'bench', 'used'); PERFORM pg_switch_wal(); \
    END LOOP; END $$";

pub(crate) struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    sync: SyncDefault,
}

impl Cluster {
    /// Starts one with fsync on, and makes an account that is no superuser: such a one would walk
    /// through row-level security.
    pub(crate) fn start(sync: SyncDefault) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("aldaba-bench-pg.")
            .tempdir()?;
        let cluster = Self {
            programs: programs()?,
            folder,
            port: super::house::free_port()?,
            sync,
        };
        if is_root() {
            super::output("chown", &["postgres", &cluster.path("")])?;
        }
        let data = cluster.path("data");
        cluster.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
            ],
        )?;
        cluster.resume()?;
        let roles = "CREATE ROLE aldaba LOGIN CREATEDB CREATEROLE; CREATE ROLE aldaba_tenant NOLOGIN; GRANT aldaba_tenant TO aldaba";
        let database = "CREATE DATABASE aldaba OWNER aldaba";
        for sql in [roles, database, USED, "CHECKPOINT"] {
            let (folder, port) = (cluster.path(""), cluster.port.to_string());
            cluster.run(
                "psql",
                &[
                    "-q", "-h", &folder, "-p", &port, "-U", "postgres", "-d", "postgres", "-c", sql,
                ],
            )?;
        }
        Ok(cluster)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://aldaba@127.0.0.1:{}/aldaba", self.port)
    }

    /// Stops it without a farewell, as a power cut does.
    pub(crate) fn halt(&self) -> Result<()> {
        self.run(
            "pg_ctl",
            &[
                "-D",
                &self.path("data"),
                "-m",
                "immediate",
                "-s",
                "-w",
                "stop",
            ],
        )
    }

    /// Starts it again on what it has.
    pub(crate) fn resume(&self) -> Result<()> {
        let commit = match self.sync {
            SyncDefault::On => "on",
            SyncDefault::Off => "off",
        };
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=100 \
             -c fsync=on -c synchronous_commit={commit} -c min_wal_size=1GB",
            self.port,
            self.path("")
        );
        let (data, log) = (self.path("data"), self.path("log"));
        self.run(
            "pg_ctl",
            &["-D", &data, "-l", &log, "-o", &options, "-w", "-s", "start"],
        )
    }

    pub(crate) fn cpu(&self) -> Result<Duration> {
        cpu_of_family(self.main_process()?)
    }

    /// The main process and those that it has started.
    pub(crate) fn processes(&self) -> Result<Vec<u32>> {
        let main = self.main_process()?;
        Ok(std::iter::once(main).chain(children(main)).collect())
    }

    /// Of the programs that would be started.
    pub(crate) fn version() -> Result<String> {
        let postgres = programs()?.join("postgres");
        super::output(&postgres.to_string_lossy(), &["--version"])
    }

    fn main_process(&self) -> Result<u32> {
        // The file belongs to the account `postgres`; root may read it.
        let text = std::fs::read_to_string(self.folder.path().join("data/postmaster.pid"))
            .context("PostgreSQL is not running")?;
        text.lines()
            .next()
            .and_then(|line| line.trim().parse().ok())
            .context("postmaster.pid has no process")
    }

    fn path(&self, name: &str) -> String {
        let path = self.folder.path();
        if name.is_empty() {
            path.display().to_string()
        } else {
            path.join(name).display().to_string()
        }
    }

    /// PostgreSQL refuses to run as root, so root lends the work to the package's own account.
    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let path = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&path);
            command
        } else {
            Command::new(&path)
        };
        // Not piped: the server inherits what pg_ctl has, and would keep the pipe open.
        let status = command
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .with_context(|| format!("`{program}` does not run"))?;
        if !status.success() {
            bail!("`{program}` failed; its log is {}", self.path("log"));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // One that stands still already has nothing to stop.
        let _ = self.halt();
    }
}

/// The folder of the newest PostgreSQL that the distribution has installed, or of the one on the PATH.
fn programs() -> Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort_unstable();
    if let Some((_, bin)) = found.pop() {
        return Ok(bin);
    }
    let initdb = super::output("sh", &["-c", "command -v initdb"])
        .context("PostgreSQL is missing; install it (on Debian: apt-get install postgresql)")?;
    let folder = PathBuf::from(initdb);
    folder
        .parent()
        .map(PathBuf::from)
        .context("initdb has no folder")
}
