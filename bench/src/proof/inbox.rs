//! `bench open`: the list and a thread over the API, with as many conversations as a busy house has.

use super::api::Api;
use super::scene::{Crowd, Scene};
use crate::load::Latency;
use crate::machine::{Setup, SyncDefault};
use crate::report::Report;
use crate::seed;
use anyhow::{Context, Result};
use std::time::Duration;
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
    let mut api = Api::open(&scene.server.facts).await?;

    let database = options.setup.database.name();
    let title = format!(
        "The inbox on {database}: {} conversations, a thread of {} messages",
        options.conversations, options.thread
    );
    let command = format!(
        "bench open --database {} --conversations {} --thread {} --times {}",
        database.to_lowercase(),
        options.conversations,
        options.thread,
        options.times
    );
    let mut report = Report::new(title, command);
    let page = api.get("/conversations?limit=50").await?;
    let ids = ids(&page)?;
    let lists = [
        "/conversations?limit=50&state=any".to_owned(),
        "/conversations?limit=50".to_owned(),
    ];
    tell(
        &mut report,
        "the list, 50 conversations",
        &mut api,
        &lists,
        options.times,
    )
    .await?;
    let deep = ["/conversations?limit=50&view=unassigned&unread=true".to_owned()];
    tell(
        &mut report,
        "the list of unread, unassigned",
        &mut api,
        &deep,
        options.times,
    )
    .await?;
    let found = ["/conversations?limit=50&q=valeria%20lopez".to_owned()];
    tell(
        &mut report,
        "the list, searched by a name",
        &mut api,
        &found,
        options.times,
    )
    .await?;
    let counts = ["/conversations/counts".to_owned()];
    tell(
        &mut report,
        "the counts of all views",
        &mut api,
        &counts,
        options.times,
    )
    .await?;
    let threads: Vec<String> = ids
        .iter()
        .map(|id| format!("/conversations/{id}/messages?limit=50"))
        .collect();
    tell(
        &mut report,
        "a thread, its newest 50",
        &mut api,
        &threads,
        options.times,
    )
    .await?;
    let long = [format!(
        "/conversations/{}/messages?limit=50",
        seeded.thread
    )];
    tell(
        &mut report,
        "the longest thread, its newest 50",
        &mut api,
        &long,
        options.times,
    )
    .await?;
    scene.server.stop()?;
    Ok(report)
}

fn ids(page: &serde_json::Value) -> Result<Vec<String>> {
    let data = page["data"]
        .as_array()
        .context("the list of conversations has no data")?;
    Ok(data
        .iter()
        .filter_map(|one| Some(one["id"].as_str()?.to_owned()))
        .collect())
}

async fn tell(
    report: &mut Report,
    name: &str,
    api: &mut Api,
    paths: &[String],
    times: u32,
) -> Result<()> {
    let mut waits = Latency::default();
    for (_, path) in (0..times).zip(paths.iter().cycle()) {
        let began = Instant::now();
        api.get(path).await?;
        waits.push(began.elapsed());
    }
    waits.sort();
    report.below(
        &format!("{name}, p50"),
        waits.percentile(50),
        None::<Duration>,
    );
    report.below(
        &format!("{name}, p95"),
        waits.percentile(95),
        None::<Duration>,
    );
    Ok(())
}
