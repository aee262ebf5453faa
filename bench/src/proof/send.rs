//! `bench send`: from an agent's answer to Meta's other side, and each exactly once.

use super::api::Api;
use super::scene::{Crowd, Scene};
use crate::load::{Latency, Pace, Spec};
use crate::machine::{Setup, SyncDefault};
use crate::report::Report;
use crate::wire::{Address, Call, Connection, expect_success};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior};

const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// As fast as a busy team answers. A line sends at most 80 a second, and what comes faster waits.
const EVERY: Duration = Duration::from_millis(20);
const SOON: Duration = Duration::from_millis(50);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[arg(long, default_value_t = 100)]
    pub(crate) messages: u32,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let crowd = Crowd {
        contacts: 40,
        statuses: 0,
        per_second: 100,
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::On).await?;
    // The window opens when the customer writes.
    let spec = Spec {
        pace: Pace::Open { per_second: 100 },
        connections: 1,
        lasting: Duration::from_secs(1),
        redeliveries: 0,
        first: 0,
    };
    scene.load(spec)?.finish().await?;
    scene.drain().await?;
    let (answered, arrived, doubled) = answer(&scene, options.messages).await?;

    let database = options.setup.database.name();
    let command = format!(
        "bench send --database {} --messages {}",
        options.setup.database.argument(),
        options.messages
    );
    let mut report = Report::new(
        format!(
            "Answers on {database}: {}, fifty a second",
            options.messages
        ),
        command,
    );
    report.measure("to the API's answer, p50", answered.percentile(50));
    report.measure("to the API's answer, p99", answered.percentile(99));
    report.measure("until Meta's side has it, p50", arrived.percentile(50));
    report.below(
        "until Meta's side has it, p99",
        arrived.percentile(99),
        Some(SOON),
    );
    report.none("messages that Meta's side got twice", doubled);
    scene.server.stop()?;
    Ok(report)
}

async fn answer(scene: &Scene, count: u32) -> Result<(Latency, Latency, usize)> {
    let mut api = Api::open(&scene.server.facts).await?;
    let conversations = conversations(&mut api).await?;
    let mut meta = MetaSide::open(&scene.server.facts.sandbox_url).await?;
    let (mut answered, mut arrived) = (Latency::default(), Latency::default());
    let mut texts = Vec::new();
    let mut pace = tokio::time::interval(EVERY);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for (turn, conversation) in (0..count).zip(conversations.iter().cycle()) {
        pace.tick().await;
        let text = format!("Respuesta {turn} de la prueba {}", scene.traffic.started);
        let began = Instant::now();
        let body = json!({"type": "text", "text": {"body": text}});
        api.post(&format!("/conversations/{conversation}/messages"), body)
            .await?;
        answered.push(began.elapsed());
        while meta.count(&text).await? == 0 {
            if began.elapsed() > PATIENCE {
                bail!("message {turn} did not reach Meta's side within {PATIENCE:?}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        arrived.push(began.elapsed());
        texts.push(text);
    }
    let mut doubled = 0;
    for text in &texts {
        doubled += usize::from(meta.count(text).await? > 1);
    }
    answered.sort();
    arrived.sort();
    Ok((answered, arrived, doubled))
}

/// Conversations whose window is open.
async fn conversations(api: &mut Api) -> Result<Vec<String>> {
    let page = api.get("/conversations?limit=20").await?;
    let ids: Vec<String> = page["data"]
        .as_array()
        .context("the list of conversations has no data")?
        .iter()
        .filter(|conversation| conversation["window"]["state"] == "open")
        .filter_map(|conversation| Some(conversation["id"].as_str()?.to_owned()))
        .collect();
    if ids.is_empty() {
        bail!("no conversation's window is open");
    }
    Ok(ids)
}

/// What Meta's simulator says that it has taken on.
struct MetaSide {
    connection: Connection,
    address: Address,
}

impl MetaSide {
    async fn open(url: &str) -> Result<Self> {
        let address = Address::parse(url)?.at("/_sandbox/accepted");
        Ok(Self {
            connection: Connection::open(&address).await?,
            address,
        })
    }

    async fn count(&mut self, text: &str) -> Result<usize> {
        let call = Call {
            method: "GET",
            address: self.address.clone(),
            token: None,
            body: None,
        };
        let body = expect_success(self.connection.call(&call).await?)?;
        let accepted = body["data"]
            .as_array()
            .context("the sandbox's list has no data")?;
        Ok(accepted
            .iter()
            .filter(|message| message["text"] == text)
            .count())
    }
}
