//! The real app on a fresh database, its clock in the test's hand, Meta played by the sandbox.

use crate::client::{Answer, Client};
use crate::{Database, house};
use bus::{Bus, Signal};
use door_cloud::CloudDoor;
use jiff::SignedDuration;
use sandbox::{Sandbox, SandboxConfig, SandboxHandle};
use services::dispatch::Dispatcher;
use services::ingest::Worker;
use services::leases::Leases;
use services::webhooks::{Receiver, Router};
use services::{Clock, Env, Settings};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use storage::{Kek, KeyRing, Store, Vault};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use web_server::{App, AppState, Edge, Listening};

const DAY: Duration = Duration::from_hours(24);

/// A running app. Everything stops when it is dropped.
pub struct TestApp {
    pub env: Env,
    pub sandbox: SandboxHandle,
    http: reqwest::Client,
    address: String,
    _stop: DropGuard,
    _database: Database,
}

impl TestApp {
    /// An empty house on loopback, where nobody can sign in yet.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same, told that people reach it by this address.
    pub async fn start_at(public_url: &str) -> Self {
        Self::start_with(|settings| public_url.clone_into(&mut settings.public_url)).await
    }

    async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        // Whichever test comes first installs it; there is one implementation.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .build()
            .expect("a client can be made");
        let sandbox = Sandbox::start(SandboxConfig::fast(), http.clone()).await;
        let sandbox = sandbox.expect("the sandbox starts");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let port = listener.local_addr().expect("a bound listener").port();
        let address = format!("http://127.0.0.1:{port}");
        let database = Database::fresh().await;
        let mut settings = settings(&address);
        change(&mut settings);

        let bus = Bus::new();
        let store = database.open_with(Some(told(bus.clone()))).await;
        let door = CloudDoor::new(http.clone(), graph_url(&sandbox), "v26.0");
        let door = Arc::new(door);
        let env = Env {
            store: store.clone(),
            vault: Vault::new(KeyRing::new(Kek::new("test", [7; 32]), Vec::new())),
            bus,
            doors: door::Doors::default().with(door.clone()),
            clock: Clock::fixed(Clock::System.now()),
            settings: Arc::new(settings),
        };
        let stop = CancellationToken::new();
        let receiver = receiver(&env, store, door).await;
        work(&env, &receiver.router, &stop);
        let edge = Edge {
            public_url: env.settings.public_url.clone(),
            trusted_proxies: Vec::new(),
        };
        let mut app = App::new(env.clone(), edge, receiver);
        app.stopping = stop.clone();
        tokio::spawn(app.hub.clone().run(env.clone(), stop.clone()));
        let listening = Listening {
            listeners: vec![listener],
            certificates: None,
            drain: Duration::from_millis(200),
        };
        tokio::spawn(web_server::serve(listening, AppState::from(app)));
        Self {
            env,
            sandbox,
            http,
            address,
            _stop: stop.drop_guard(),
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

fn settings(address: &str) -> Settings {
    Settings {
        public_url: address.to_owned(),
        version: "0.0.0-test",
        journal_retention: 3 * DAY,
        event_retention: 7 * DAY,
        session_lifetime: 30 * DAY,
        link_lifetime: DAY,
        invitation_lifetime: 7 * DAY,
    }
}

fn graph_url(sandbox: &SandboxHandle) -> url::Url {
    sandbox.url().parse().expect("the sandbox's address is one")
}

/// What is told after a commit, as signals.
fn told(bus: Bus) -> storage::CommitHook {
    Arc::new(move |committed| {
        let organization = committed.organization;
        if let Some(seq) = committed.event_seq {
            bus.publish(Signal::Events { organization, seq });
        }
        for line in &committed.lines {
            bus.publish(Signal::Line(*line));
        }
        if committed.jobs {
            bus.publish(Signal::Jobs);
        }
        if committed.routes {
            bus.publish(Signal::Routes);
        }
    })
}

async fn receiver(env: &Env, store: Store, door: Arc<CloudDoor>) -> Receiver {
    let router = Router::start(env).await.expect("the routes can be read");
    Receiver {
        router: Arc::new(router),
        store,
        door,
        clock: env.clock.clone(),
    }
}

/// Starts what works without being asked.
fn work(env: &Env, router: &Arc<Router>, stop: &CancellationToken) {
    let leases = Arc::new(Leases::new(env.clone(), "test".to_owned()));
    let worker = Worker::new(env.clone(), leases.clone());
    let dispatcher = Dispatcher::new(env.clone(), leases.clone());
    tokio::spawn(router.clone().run(stop.clone()));
    tokio::spawn(leases.run(stop.clone()));
    tokio::spawn(worker.run(stop.clone()));
    tokio::spawn(dispatcher.run(stop.clone()));
}
