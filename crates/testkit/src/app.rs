//! The real app on a fresh database, its clock in the test's hand, Meta played by the sandbox.

use crate::client::{Answer, Client};
use crate::{Database, house};
use aldaba::wiring::Parts;
use aldaba::{Node, Plan, SandboxSimulator, http_client};
use config::{DataFolder, DatabaseUrl, Settings};
use jiff::SignedDuration;
use sandbox::{Sandbox, SandboxConfig, SandboxHandle};
use services::sandbox::Simulator;
use services::{Clock, Env};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A running app. Everything stops when it is dropped.
pub struct TestApp {
    pub env: Env,
    pub sandbox: SandboxHandle,
    http: reqwest::Client,
    address: String,
    node: Node,
    _folder: TempDir,
    _database: Database,
}

#[derive(Default)]
struct Opening {
    public_url: Option<String>,
    phones: bool,
}

impl TestApp {
    /// An empty house on loopback, where nobody can sign in yet.
    pub async fn start() -> Self {
        Self::start_with(Opening::default()).await
    }

    /// The same, with the sandbox's phones in the API, as the demo has them.
    pub async fn start_with_phones() -> Self {
        Self::start_with(Opening {
            phones: true,
            ..Opening::default()
        })
        .await
    }

    /// The same, told that people reach it by this address.
    pub async fn start_at(public_url: &str) -> Self {
        Self::start_with(Opening {
            public_url: Some(public_url.to_owned()),
            ..Opening::default()
        })
        .await
    }

    async fn start_with(opening: Opening) -> Self {
        let http = http_client::build().expect("a client can be made");
        let sandbox = Sandbox::start(SandboxConfig::fast(), http.clone()).await;
        let sandbox = sandbox.expect("the sandbox starts");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let port = listener.local_addr().expect("a bound listener").port();
        let address = format!("http://127.0.0.1:{port}");
        let database = Database::fresh().await;
        let folder = tempfile::tempdir().expect("a folder for the test's data");
        let parts = Parts {
            settings: settings(&database, folder.path(), &sandbox),
            public_url: opening.public_url.unwrap_or_else(|| address.clone()),
            clock: Clock::fixed(Clock::System.now()),
            http: http.clone(),
        };
        let node = Node::start(Plan {
            parts,
            listeners: vec![listener],
            simulator: opening.phones.then(|| simulator(&sandbox)),
            measures: None,
        });
        let node = node.await.expect("the node starts");
        Self {
            env: node.env.clone(),
            sandbox,
            http,
            address,
            node,
            _folder: folder,
            _database: database,
        }
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Client {
        Client::new(self.http.clone(), self.address.clone())
    }

    /// Moves the app's clock; the sandbox has its own.
    pub fn advance(&self, by: SignedDuration) {
        self.env.clock.advance(by);
    }

    /// Every event is taken for old and removed, as retention would.
    pub async fn forget_events(&self) {
        let later = self.env.clock.now().plus(SignedDuration::from_hours(1));
        let mut tx = self.env.store.system().await.expect("the database answers");
        let removed = tx
            .remove_aged(storage::system::Aging::Events, later, i64::MAX)
            .await;
        removed.expect("events can be removed");
        tx.commit().await.expect("the database answers");
    }

    /// Stops as the binary does when it is asked to; what nobody else holds of it is gone after.
    pub async fn stop(self) {
        self.node.stop().await;
    }

    /// The address that this process listens at.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Asks again and again until the answer is as it should be: for what happens by itself.
    pub async fn eventually(
        &self,
        client: &Client,
        path: &str,
        is_right: impl Fn(&Answer) -> bool,
    ) -> Answer {
        let mut answer = client.get(path).await;
        for _ in 0..500 {
            if is_right(&answer) {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            answer = client.get(path).await;
        }
        panic!(
            "{path} never became right; at last {answer}: {}",
            answer.body
        )
    }

    /// An organization with its owner, who is signed in.
    pub async fn house(&self, name: &str) -> house::House {
        house::House::found(self, name).await
    }
}

fn simulator(sandbox: &SandboxHandle) -> Arc<dyn Simulator> {
    Arc::new(SandboxSimulator::new(sandbox.clone()))
}

pub(crate) fn settings(database: &Database, folder: &Path, sandbox: &SandboxHandle) -> Settings {
    let mut settings = Settings {
        data: DataFolder::in_folder(folder.join("data")),
        ..Settings::default()
    };
    settings.database.url = DatabaseUrl::new(match database.place() {
        storage::Database::Sqlite(folder) => format!("sqlite:{}", folder.display()),
        storage::Database::Postgres(url) => url.clone(),
    });
    // Many tests share one server.
    settings.database.readers = 2;
    settings.database.writers = 4;
    settings.database.wait = Duration::from_secs(10);
    settings.meta.graph_url = sandbox.url().parse().expect("the sandbox's address is one");
    settings.server.drain = Duration::from_millis(200);
    settings
}
