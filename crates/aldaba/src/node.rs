//! A running node: listeners, the work beside them, and their end.

use crate::wiring::{self, Parts};
use crate::{measures, work};
use metrics_exporter_prometheus::PrometheusHandle;
use services::Env;
use services::sandbox::Simulator;
use services::webhooks::{Receiver, Router};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use storage::Alone;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;
use web_server::{App, AppState, Certificates, Edge, Listening, Network};

/// What the work beside requests may take longer than these to end.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// What a node is started with.
pub struct Plan {
    pub parts: Parts,
    pub listeners: Vec<TcpListener>,
    pub simulator: Option<Arc<dyn Simulator>>,
    /// What measures, in a process that does.
    pub measures: Option<PrometheusHandle>,
}

/// Dropped without [`Node::stop`], it stops too, and nobody waits for what was under way.
pub struct Node {
    pub env: Env,
    pub certificates: Option<Arc<Certificates>>,
    server: JoinHandle<io::Result<()>>,
    tasks: TaskTracker,
    stopping: DropGuard,
    drain: Duration,
    _alone: Option<Alone>,
}

impl Node {
    /// Starts everything; the listeners are open when this returns.
    pub async fn start(plan: Plan) -> anyhow::Result<Self> {
        let settings = plan.parts.settings.clone();
        let certificates = match settings.server.tls() {
            Some(tls) => Some(Arc::new(Certificates::read(tls.certificate, tls.key)?)),
            None => None,
        };
        let edge = Edge {
            public_url: plan.parts.public_url.clone(),
            trusted_proxies: settings
                .server
                .trusted_proxies
                .iter()
                .copied()
                .map(network)
                .collect(),
        };
        let door = Arc::new(wiring::cloud_door(&plan.parts));
        let env = wiring::env(plan.parts).await?;
        let alone = env.store.settle().await?;
        let receiver = Receiver {
            router: Arc::new(Router::start(&env).await?),
            store: env.store.clone(),
            door,
            clock: env.clock.clone(),
        };
        let stopping = CancellationToken::new();
        let mut app = App::new(env.clone(), edge, receiver);
        app.simulator = plan.simulator;
        if let Some(measures) = plan.measures.clone() {
            app.metrics = Arc::new(move || measures.render());
        }
        app.stopping = stopping.clone();
        let state = AppState::from(app);
        let tasks = TaskTracker::new();
        work::start(&env, &state, &tasks, &stopping);
        if let Some(measures) = plan.measures {
            tasks.spawn(measures::tend(measures, stopping.clone()));
        }
        let drain = settings.server.drain;
        let listening = Listening {
            listeners: plan.listeners,
            certificates: certificates.clone(),
            drain,
        };
        let server = tasks.spawn(web_server::serve(listening, state));
        Ok(Self {
            env,
            certificates,
            server,
            tasks,
            stopping: stopping.drop_guard(),
            drain,
            _alone: alone,
        })
    }

    /// Comes back when the listeners fail, which they should not.
    pub async fn failed(&mut self) -> anyhow::Error {
        match (&mut self.server).await {
            Ok(Ok(())) => anyhow::anyhow!("the listeners stopped by themselves"),
            Ok(Err(error)) => error.into(),
            Err(error) => error.into(),
        }
    }

    /// Answers what is under way, finishes what is being handed over, closes the database.
    pub async fn stop(self) {
        drop(self.stopping);
        self.tasks.close();
        if tokio::time::timeout(self.drain + LAST_WORDS, self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                "some work did not end in time; what it left is taken up at the next start"
            );
        }
        self.env.store.close().await;
    }
}

const fn network(network: config::Network) -> Network {
    Network {
        address: network.address,
        prefix: network.prefix,
    }
}
