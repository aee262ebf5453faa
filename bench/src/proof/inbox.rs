//! `bench open`: the list and a thread over the API, with as many conversations as a busy house has.

use super::api::Api;
use super::scene::{Crowd, Scene};
use crate::load::Latency;
use crate::machine::{Setup, SyncDefault};
use crate::report::Report;
use crate::seed::{self, Seeded};
use anyhow::{Context, Result};
use tokio::time::Instant;

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=150_000))]
    pub(crate) conversations: u32,
    /// Messages of the longest thread
    #[arg(long, default_value_t = 50_000)]
    pub(crate) thread: u32,
    /// How often each is asked for
    #[arg(long, default_value_t = 200)]
    pub(crate) times: u32,
}

/// What is asked, in turn.
struct Question {
    name: &'static str,
    paths: Vec<String>,
}

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let crowd = Crowd {
        contacts: 1,
        statuses: 0,
        per_second: 1,
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::On).await?;
    let size = seed::Size {
        conversations: options.conversations,
        thread: options.thread,
    };
    scene.server.stop()?;
    let seeded = seed::fill(scene.house.pen().await?, &scene.ids, size).await?;
    scene.restart()?;

    let mut report = Report::new(options.title(), options.command());
    let mut api = Api::open(&scene.server.facts).await?;
    for question in questions(&mut api, &seeded).await? {
        let waits = ask(&mut api, &question, options.times).await?;
        report.measure(&format!("{}, p50", question.name), waits.percentile(50));
        report.measure(&format!("{}, p95", question.name), waits.percentile(95));
    }
    scene.server.stop()?;
    Ok(report)
}

impl Options {
    fn title(&self) -> String {
        format!(
            "The inbox on {}: {} conversations, a thread of {} messages",
            self.setup.database.name(),
            self.conversations,
            self.thread
        )
    }

    fn command(&self) -> String {
        format!(
            "bench open --database {} --conversations {} --thread {} --times {}",
            self.setup.database.argument(),
            self.conversations,
            self.thread,
            self.times
        )
    }
}

async fn questions(api: &mut Api, seeded: &Seeded) -> Result<Vec<Question>> {
    let page = api.get("/conversations?limit=50").await?;
    let data = page["data"]
        .as_array()
        .context("the list of conversations has no data")?;
    let threads = data
        .iter()
        .filter_map(|one| Some(thread(one["id"].as_str()?)))
        .collect();
    let one = |name, path: &str| Question {
        name,
        paths: vec![path.to_owned()],
    };
    Ok(vec![
        one("the list, 50 open", "/conversations?limit=50"),
        one(
            "the list, unread and unassigned",
            "/conversations?limit=50&view=unassigned&unread=true",
        ),
        one(
            "the list, searched by a name",
            "/conversations?limit=50&state=any&q=valeria%20lopez",
        ),
        one("the counts of all views", "/conversations/counts"),
        Question {
            name: "a thread, its newest 50",
            paths: threads,
        },
        one("the longest thread, its newest 50", &thread(&seeded.thread)),
    ])
}

fn thread(conversation: &str) -> String {
    format!("/conversations/{conversation}/messages?limit=50")
}

async fn ask(api: &mut Api, question: &Question, times: u32) -> Result<Latency> {
    let mut waits = Latency::default();
    for (_, path) in (0..times).zip(question.paths.iter().cycle()) {
        let began = Instant::now();
        api.get(path).await?;
        waits.push(began.elapsed());
    }
    waits.sort();
    Ok(waits)
}
