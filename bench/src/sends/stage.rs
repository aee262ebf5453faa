//! What a proof of sending starts with: a server beside its Meta, and customers who have written.

use super::books::Open;
use super::meta::MetaSide;
use crate::database::{Ids, type_id};
use crate::machine::{House, Profile, Server, Setup, SyncDefault};
use crate::proof::Api;
use crate::traffic::Person;
use anyhow::{Result, bail};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// Customers who write at once.
const AT_ONCE: u32 = 8;
/// Updates in one webhook, as Meta bundles them when there are many.
const BATCH: u32 = 50;
/// Nothing changes any more.
const STUCK: Duration = Duration::from_mins(3);
const LOOK_EVERY: Duration = Duration::from_millis(100);

pub(crate) struct Stage {
    pub(crate) house: House,
    pub(crate) server: Server,
    pub(crate) ids: Ids,
    /// Those whose window is open.
    pub(crate) conversations: Vec<String>,
}

impl Stage {
    pub(crate) async fn open(setup: &Setup, sync: SyncDefault, customers: u32) -> Result<Self> {
        let house = House::beside_meta(setup, sync)?;
        let server = house.start()?;
        let mut stage = Self {
            ids: Ids::of(&server.facts)?,
            house,
            server,
            conversations: Vec::new(),
        };
        stage.meta().await?.batch(BATCH).await?;
        stage.let_customers_write(customers).await?;
        Ok(stage)
    }

    pub(crate) async fn meta(&self) -> Result<MetaSide> {
        MetaSide::open(&self.server.facts.sandbox_url).await
    }

    async fn let_customers_write(&mut self, customers: u32) -> Result<()> {
        let mut writers = Vec::new();
        for seat in 0..AT_ONCE {
            let mut meta = self.meta().await?;
            let number = self.server.facts.phone_number_id.clone();
            writers.push(tokio::spawn(async move {
                for nth in (seat..customers).step_by(usize::try_from(AT_ONCE)?) {
                    meta.write_as(&number, Person::of(nth)).await?;
                }
                anyhow::Ok(())
            }));
        }
        for writer in writers {
            writer.await??;
        }
        let wanted = usize::try_from(customers)?;
        let began = Instant::now();
        while self.conversations.len() < wanted {
            if began.elapsed() > STUCK {
                bail!(
                    "only {} of {wanted} customers are heard",
                    self.conversations.len()
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
            let found: Vec<(Uuid,)> = self
                .house
                .database()
                .await?
                .rows(
                    "SELECT id FROM conversations WHERE line_id = $1",
                    self.ids.line,
                )
                .await?;
            self.conversations = found
                .iter()
                .map(|(id,)| type_id::encode("conv", *id))
                .collect();
        }
        Ok(())
    }

    /// Meta raises the line's limit to 1,000 a second, and the line looks.
    pub(crate) async fn raise_limit(&self) -> Result<()> {
        let facts = &self.server.facts;
        let mut meta = self.meta().await?;
        meta.throughput(&facts.phone_number_id, "HIGH").await?;
        let mut api = Api::open(facts).await?;
        api.post(&format!("/lines/{}/test", facts.line_id), json!({}))
            .await?;
        let line = api.get(&format!("/lines/{}", facts.line_id)).await?;
        match line["doors"][0]["throughput"].as_str() {
            Some("HIGH") => Ok(()),
            other => bail!("the line's throughput is {other:?}"),
        }
    }

    pub(crate) fn profile(&self) -> Result<Profile> {
        Profile::start(|| self.house.workers(&self.server))
    }

    /// Starts the server again on the same data, beside the same Meta. Returns how long it took to be
    /// ready.
    pub(crate) async fn serve_again(&mut self) -> Result<Duration> {
        let began = Instant::now();
        self.server = self.house.serve(&self.server.facts)?;
        self.server.wait_until_ready().await?;
        Ok(began.elapsed())
    }

    pub(crate) async fn standing(&self) -> Result<Open> {
        Open::read(&mut self.house.database().await?, &self.ids).await
    }

    /// Waits until nothing is queued, waits or is being sent; returns how long that took.
    pub(crate) async fn drain(&self) -> Result<Duration> {
        let mut database = self.house.database().await?;
        let began = Instant::now();
        let (mut moved, mut last) = (began, Open::default());
        loop {
            let open = Open::read(&mut database, &self.ids).await?;
            if open.moving() == 0 {
                return Ok(began.elapsed());
            }
            if open != last {
                (moved, last) = (Instant::now(), open);
            }
            if moved.elapsed() > STUCK {
                bail!("messages do not come to an end: {open:?}, for {STUCK:?}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
