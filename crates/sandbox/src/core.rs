//! What all parts of a running sandbox share: the world, the way to change it, and its tasks.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::config::SandboxConfig;
use crate::media::Shelf;
use crate::meta::webhooks::Outlet;
use crate::world::World;

#[derive(Debug)]
pub(crate) struct Core {
    /// The sandbox's own address, as clients write it.
    pub(crate) url: String,
    pub(crate) config: SandboxConfig,
    pub(crate) http: reqwest::Client,
    pub(crate) shelf: Shelf,
    pub(crate) clock: Clock,
    pub(crate) outlet: Outlet,
    pub(crate) life: Life,
    world: Mutex<World>,
    changed: watch::Sender<u64>,
}

/// The tasks of one sandbox, which end with it.
#[derive(Debug, Default)]
pub(crate) struct Life {
    pub(crate) end: CancellationToken,
    tasks: TaskTracker,
}

impl Core {
    pub(crate) fn new(
        url: String,
        config: SandboxConfig,
        http: reqwest::Client,
    ) -> io::Result<Arc<Self>> {
        let mut world = World::new(config.seed, config.log_capacity);
        world.webhooks = config.webhooks.clone();
        for customer in config.customers.clone() {
            world.add_customer(customer);
        }
        Ok(Arc::new(Self {
            shelf: Shelf::new()?,
            url,
            outlet: Outlet::new(config.webhooks.concurrency),
            config,
            http,
            clock: Clock::default(),
            life: Life::default(),
            world: Mutex::new(world),
            changed: watch::Sender::new(0),
        }))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Looks at the world, or changes it, and wakes those who wait for a chat that changed.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.lock();
        let before = world.version();
        let seen = look(&mut world);
        let after = world.version();
        drop(world);
        if after != before {
            self.changed.send_replace(after);
        }
        seen
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Runs until it is done or the sandbox ends.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let end = self.life.end.clone();
        self.life.tasks.spawn(async move {
            tokio::select! {
                () = end.cancelled() => {}
                () = task => {}
            }
        });
    }

    /// For what sees the end itself and has something to finish.
    pub(crate) fn spawn_to_its_end(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.life.tasks.spawn(task);
    }

    pub(crate) async fn shutdown(&self, patience: Duration) {
        self.life.end.cancel();
        self.life.tasks.close();
        if tokio::time::timeout(patience, self.life.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("the sandbox left tasks behind");
        }
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A panic in between leaves the world as consistent as the simulation needs it.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
