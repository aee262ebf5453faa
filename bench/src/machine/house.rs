//! One installation under test: a data folder, its database, and the binary that works them.

use super::Usage;
use super::cluster::{Cluster, SyncDefault};
use super::meta::MetaProcess;
use super::process::{cpu, stolen};
use super::server::{Facts, Server};
use crate::database::{Database, Pen};
use anyhow::{Context, Result};
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    Sqlite,
    /// A private one of our own, so that the machine's is left alone.
    Postgres,
}

impl Kind {
    /// As the command line takes it.
    pub(crate) const fn argument(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// How an installation is set up; every command has these options.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Setup {
    /// The binary under test
    #[arg(long, default_value = "target/release/aldaba")]
    pub(crate) binary: PathBuf,
    /// The database that it works on
    #[arg(long, value_enum, default_value_t = Kind::Sqlite)]
    pub(crate) database: Kind,
    /// Where the server's log goes; it is thrown away otherwise
    #[arg(long)]
    pub(crate) log: Option<PathBuf>,
}

pub(crate) struct House {
    setup: Setup,
    /// Holds the data folder, and beside it the keys.
    folder: TempDir,
    pub(crate) cluster: Option<Arc<Cluster>>,
    /// The simulated Meta, where it is a process of its own.
    pub(crate) meta: Option<MetaProcess>,
    /// The same at every start, so that addresses stay.
    port: u16,
}

impl House {
    pub(crate) fn new(setup: &Setup, sync: SyncDefault) -> Result<Self> {
        let cluster = match setup.database {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Arc::new(Cluster::start(sync)?)),
        };
        let folder = tempfile::Builder::new().prefix("aldaba-bench.").tempdir()?;
        Ok(Self {
            setup: setup.clone(),
            folder,
            cluster,
            meta: None,
            port: free_port()?,
        })
    }

    /// The same beside a simulated Meta that outlives the server.
    pub(crate) fn beside_meta(setup: &Setup, sync: SyncDefault) -> Result<Self> {
        Ok(Self {
            meta: Some(MetaProcess::start(&setup.binary)?),
            ..Self::new(setup, sync)?
        })
    }

    /// Starts the server, the first time or again on the same data.
    pub(crate) fn start(&self) -> Result<Server> {
        let mut command = Command::new(&self.setup.binary);
        command
            .args([
                "demo",
                "--no-customers",
                "--json",
                "--listen",
                &format!("127.0.0.1:{}", self.port),
                "--data",
            ])
            .arg(self.folder.path().join("data"));
        if let Some(cluster) = &self.cluster {
            command.args(["--database", &cluster.url()]);
        }
        if let Some(meta) = &self.meta {
            command.args(["--sandbox", &meta.url]);
        }
        command.stderr(self.log()?);
        Server::start(command)
    }

    /// Starts the server as an operator does, on the data of an earlier start beside the same Meta:
    /// tokens and secrets stay what they were.
    pub(crate) fn serve(&self, facts: &Facts) -> Result<Server> {
        let meta = self.meta.as_ref().context("Meta ended with the server")?;
        let database = self
            .cluster
            .as_deref()
            .map_or("sqlite".to_owned(), Cluster::url);
        let mut command = Command::new(&self.setup.binary);
        command
            .arg("serve")
            .env("ALDABA_SERVER__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("ALDABA_DATA__FOLDER", self.folder.path().join("data"))
            .env("ALDABA_DATABASE__URL", database)
            .env("ALDABA_META__GRAPH_URL", &meta.url)
            .stderr(self.log()?);
        Server::start_again(command, facts.clone())
    }

    /// Our own look into its database.
    pub(crate) async fn database(&self) -> Result<Database> {
        match &self.cluster {
            Some(cluster) => Database::postgres(&cluster.url()).await,
            None => Database::sqlite(&self.folder.path().join("data")).await,
        }
    }

    /// Writes into its database from outside; the server should be stopped.
    pub(crate) async fn pen(&self) -> Result<Pen> {
        match &self.cluster {
            Some(cluster) => Pen::postgres(&cluster.url()).await,
            None => Pen::sqlite(&self.folder.path().join("data")).await,
        }
    }

    /// The processes whose CPU time is the cost of a message.
    pub(crate) fn workers(&self, server: &Server) -> Result<Vec<u32>> {
        let mut workers = vec![server.pid()];
        if let Some(cluster) = &self.cluster {
            workers.extend(cluster.processes()?);
        }
        Ok(workers)
    }

    /// CPU time used until now by the server, its database, and ourselves.
    pub(crate) fn usage(&self, server: &Server) -> Result<Usage> {
        let (stolen, all) = stolen()?;
        Ok(Usage {
            server: cpu(server.pid())?,
            database: self
                .cluster
                .as_deref()
                .map_or(Ok(Duration::ZERO), Cluster::cpu)?,
            bench: cpu(std::process::id())?,
            meta: self
                .meta
                .as_ref()
                .map_or(Ok(Duration::ZERO), |meta| cpu(meta.pid()))?,
            stolen,
            all,
        })
    }

    fn log(&self) -> Result<std::process::Stdio> {
        let Some(path) = &self.setup.log else {
            return Ok(std::process::Stdio::null());
        };
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("the log {} can't be written", path.display()))?;
        Ok(file.into())
    }
}

/// A port that nobody listens on now.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
