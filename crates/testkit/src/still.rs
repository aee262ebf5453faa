//! The app's parts with nobody at work: a test takes every step itself, in the order it wants.

use crate::Database;
use crate::app::settings;
use aldaba::http_client;
use aldaba::wiring::{self, Parts};
use sandbox::{Sandbox, SandboxConfig, SandboxHandle};
use services::{Clock, Env};
use tempfile::TempDir;

/// What a process has, Meta played by the sandbox. No ingest, no dispatcher, no server runs.
pub struct Still {
    pub env: Env,
    pub sandbox: SandboxHandle,
    pub database: Database,
    _folder: TempDir,
}

impl Still {
    pub async fn start() -> Self {
        let http = http_client::build().expect("a client can be made");
        let sandbox = Sandbox::start(SandboxConfig::fast(), http.clone()).await;
        let sandbox = sandbox.expect("the sandbox starts");
        let database = Database::fresh().await;
        let folder = tempfile::tempdir().expect("a folder for the test's data");
        let parts = Parts {
            settings: settings(&database, folder.path(), &sandbox),
            public_url: "http://127.0.0.1".to_owned(),
            clock: Clock::fixed(Clock::System.now()),
            http,
        };
        Self {
            env: wiring::env(parts).await.expect("the database opens"),
            sandbox,
            database,
            _folder: folder,
        }
    }
}
