//! What every proof starts with: an installation, its server, and the traffic for its line.

use super::lag::Watch;
use crate::clock;
use crate::database::{Audit, Ids, audit};
use crate::load::{Load, Spec};
use crate::machine::{House, Server, Setup, SyncDefault};
use crate::report::Report;
use crate::traffic::{Run, Traffic};
use crate::wire::{Address, Hook};
use anyhow::{Result, bail};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// A lane that stands still for so long will not get on.
const STUCK: Duration = Duration::from_mins(1);

/// Who writes, and how much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowd {
    pub(crate) contacts: u32,
    pub(crate) statuses: u32,
    pub(crate) per_second: u32,
}

pub(crate) struct Scene {
    pub(crate) house: House,
    pub(crate) server: Server,
    pub(crate) ids: Ids,
    pub(crate) traffic: Arc<Traffic>,
}

impl Scene {
    pub(crate) async fn open(setup: &Setup, crowd: Crowd, sync: SyncDefault) -> Result<Self> {
        let house = House::new(setup, sync)?;
        let server = house.start()?;
        let ids = Ids::of(&server.facts)?;
        let line = house.database().await?.line(&server.facts).await?;
        let started = clock::seconds();
        let traffic = Traffic {
            line,
            // Another run's keys are never ours.
            run: Run(u32::try_from(started & 0xFFFF_FFFF).unwrap_or_default()
                ^ std::process::id().rotate_left(16)),
            contacts: crowd.contacts,
            statuses: crowd.statuses,
            started,
            per_second: crowd.per_second,
        };
        Ok(Self {
            house,
            server,
            ids,
            traffic: Arc::new(traffic),
        })
    }

    /// Starts the server again on the same data. The last one has ended. Returns how long it took to
    /// be ready.
    pub(crate) fn restart(&mut self) -> Result<Duration> {
        let began = Instant::now();
        self.server = self.house.start()?;
        Ok(began.elapsed())
    }

    pub(crate) fn hook(&self) -> Result<Hook> {
        let facts = &self.server.facts;
        Ok(Hook::new(
            Address::parse(&facts.webhook_url)?,
            &facts.app_secret,
        ))
    }

    pub(crate) fn load(&self, spec: Spec) -> Result<Load> {
        Ok(Load::start(spec, Arc::clone(&self.traffic), self.hook()?))
    }

    /// Watches the line's lane from the side.
    pub(crate) async fn watch(&self) -> Result<Watch> {
        Ok(Watch::start(self.house.database().await?, self.ids.clone()))
    }

    /// Waits until every row of the line's lane is worked; returns how long that took.
    pub(crate) async fn drain(&self) -> Result<Duration> {
        let mut database = self.house.database().await?;
        let began = Instant::now();
        let (mut moved, mut last) = (began, -1);
        loop {
            let standing = database.standing(&self.ids).await?;
            if standing.waiting() <= 0 {
                return Ok(began.elapsed());
            }
            if standing.worked != last {
                (moved, last) = (Instant::now(), standing.worked);
            }
            if moved.elapsed() > STUCK {
                bail!(
                    "{} rows of the journal are not worked, and none was for {STUCK:?}",
                    standing.waiting()
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub(crate) async fn audit(&self, acknowledged: &[u32]) -> Result<Audit> {
        let mut database = self.house.database().await?;
        audit(&mut database, &self.ids, &self.traffic, acknowledged).await
    }
}

/// Tells what the books said.
pub(crate) fn tell_audit(report: &mut Report, audit: &Audit) {
    report.figure("messages acknowledged", audit.acknowledged);
    report.figure("messages in their conversations", audit.stored);
    report.none("acknowledged and missing", audit.missing);
    report.none("stored twice", audit.twice);
    report.none("wrong contact, conversation, ticket or count", audit.wrong);
    report.figure(
        "stored without an acknowledgement that reached us",
        audit.unacknowledged,
    );
    report.figure(
        "contacts, each with one conversation and one open ticket",
        audit.contacts,
    );
    if !audit.is_clean() {
        report.faults.extend(audit.causes.iter().cloned());
    }
}
