//! `aldaba doctor`: every setting with its source, then whether what they name works.

use crate::{http_client, keys_file, wiring};
use anyhow::{Context, bail};
use config::{Loaded, Settings};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use services::Clock;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use storage::{Pools, Store};

/// Meta signs nothing by time, but windows and links count on the clock.
const SKEW_SECONDS: i64 = 30;
const REACHING: Duration = Duration::from_secs(10);

pub(super) async fn run(loaded: Loaded) -> anyhow::Result<ExitCode> {
    let widest = loaded
        .entries
        .iter()
        .map(|entry| entry.key.len())
        .max()
        .unwrap_or_default();
    for entry in &loaded.entries {
        println!("{:widest$}  {}  ({})", entry.key, entry.value, entry.source);
    }
    println!();
    let settings = &loaded.settings;
    let mut healthy = true;
    let mut tell = |name: &str, outcome: anyhow::Result<String>| match outcome {
        Ok(fine) => println!("ok     {name}: {fine}"),
        Err(error) => {
            healthy = false;
            println!("wrong  {name}: {error:#}");
        }
    };
    tell("database", database(settings).await);
    tell("keys", keys(settings).await);
    tell("disk", disk(&settings.data.folder));
    let graph = graph(settings).await;
    tell(
        "clock",
        clock(graph.as_ref().ok().and_then(|answer| answer.date)),
    );
    tell(
        "graph",
        graph.map(|answer| format!("answers in {} ms", answer.took.as_millis())),
    );
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Looks without changing: an old schema is migrated by `serve` or `migrate`, not by a look.
async fn database(settings: &Settings) -> anyhow::Result<String> {
    let place = wiring::database(settings);
    let Some(schema) = storage::health::look(&place).await? else {
        return Ok(format!(
            "{place:?}, not made yet; the first start does that"
        ));
    };
    if schema.found < schema.known {
        bail!(
            "schema {} is older than {}; run `aldaba migrate`",
            schema.found,
            schema.known
        );
    }
    let store = Store::open(&place, Pools::default(), None).await?;
    store.check_isolation().await?;
    store.journal().check().await?;
    store.close().await;
    Ok(format!(
        "{place:?}, schema {}, organizations are kept apart",
        schema.found
    ))
}

async fn keys(settings: &Settings) -> anyhow::Result<String> {
    let path = settings.data.keys_file();
    if path.exists() {
        let ring = keys_file::read(&path)?;
        return Ok(format!(
            "{}, the current one is {}",
            path.display(),
            ring.current().id()
        ));
    }
    let place = wiring::database(settings);
    if storage::health::look(&place).await?.is_some() {
        bail!(
            "{} is missing; restore it from your copy, or start once if the database is new",
            path.display()
        );
    }
    Ok(format!(
        "{}, not made yet; the first start does that",
        path.display()
    ))
}

/// Writes a little and waits until it is on disk, as every acknowledged webhook does.
fn disk(folder: &Path) -> anyhow::Result<String> {
    if !folder.exists() {
        return Ok(format!(
            "{}, not made yet; the first start does that",
            folder.display()
        ));
    }
    let probe = folder.join(".doctor");
    let started = Instant::now();
    let written = std::fs::File::create(&probe).and_then(|mut file| {
        file.write_all(b"aldaba")?;
        file.sync_all()
    });
    let took = started.elapsed();
    let removed = std::fs::remove_file(&probe);
    written
        .and(removed)
        .with_context(|| format!("{} can't be written", folder.display()))?;
    Ok(format!(
        "{}, a write is safe after {:.1} ms",
        folder.display(),
        took.as_secs_f64() * 1000.0
    ))
}

struct GraphAnswer {
    took: Duration,
    date: Option<Timestamp>,
}

/// Any answer will do: without a token Graph refuses, and that is an answer.
async fn graph(settings: &Settings) -> anyhow::Result<GraphAnswer> {
    let url = settings.meta.graph_url.clone();
    let started = Instant::now();
    let answer = http_client::build()?
        .get(url.clone())
        .timeout(REACHING)
        .send()
        .await;
    let answer = answer
        .with_context(|| format!("{url} does not answer; check the network and its proxies"))?;
    let date = answer
        .headers()
        .get(reqwest::header::DATE)
        .and_then(|value| value.to_str().ok());
    let date = date
        .and_then(|date| rfc2822::parse(date).ok())
        .map(|zoned| zoned.timestamp());
    Ok(GraphAnswer {
        took: started.elapsed(),
        date,
    })
}

fn clock(theirs: Option<Timestamp>) -> anyhow::Result<String> {
    let ours = Clock::System.now();
    let Some(theirs) = theirs else {
        return Ok(format!("{ours}, not compared with anybody's"));
    };
    let skew = ours.timestamp().as_second() - theirs.as_second();
    if skew.abs() > SKEW_SECONDS {
        bail!("{ours} is {skew} s off Meta's; let the system keep its time (NTP)");
    }
    Ok(format!("{ours}, within {} s of Meta's", skew.abs()))
}
