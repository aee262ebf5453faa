//! `bench screen`: from the acknowledgement of a webhook to the message on every agent's screen.

use super::api::Api;
use super::scene::{Crowd, Scene};
use crate::load::Latency;
use crate::machine::{Facts, Setup, SyncDefault};
use crate::report::Report;
use crate::wire::Connection;
use anyhow::{Context, Result, bail};
use futures_util::StreamExt;
use serde::Deserialize;
use std::collections::HashMap;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

/// What has not come after so long does not come.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) setup: Setup,
    /// Screens that look at the same inbox
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) screens: u32,
    /// Messages a second
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) rate: u32,
    #[arg(long, default_value_t = 10)]
    pub(crate) seconds: u32,
}

/// When each message stood on one screen, by its number.
type Seen = HashMap<u32, Instant>;

pub(crate) async fn run(options: &Options) -> Result<Report> {
    let crowd = Crowd {
        contacts: 500,
        statuses: 0,
        per_second: options.rate,
    };
    let mut scene = Scene::open(&options.setup, crowd, SyncDefault::On).await?;
    let after = Api::open(&scene.server.facts).await?.as_of().await?;
    let count = options.rate * options.seconds;
    let mut screens = Vec::new();
    for _ in 0..options.screens {
        screens.push(look(&scene.server.facts, after, count).await?);
    }
    let acknowledged = write(&scene, options.rate, count).await?;

    let (mut waits, mut missing) = (Latency::default(), 0);
    for screen in screens {
        let seen = screen.await??;
        for (number, at) in &acknowledged {
            match seen.get(number) {
                Some(then) => waits.push(then.saturating_duration_since(*at)),
                None => missing += 1,
            }
        }
    }
    waits.sort();
    let title = format!(
        "To the screen on {}: {} messages a second, {} screens",
        options.setup.database.name(),
        options.rate,
        options.screens
    );
    let command = format!(
        "bench screen --database {} --screens {} --rate {} --seconds {}",
        options.setup.database.argument(),
        options.screens,
        options.rate,
        options.seconds
    );
    let mut report = Report::new(title, command);
    report.figure("messages on screens", waits.len());
    report.none("acknowledged and on no screen", missing);
    report.measure(
        "from the acknowledgement to the screen, p50",
        waits.percentile(50),
    );
    report.measure(
        "from the acknowledgement to the screen, p99",
        waits.percentile(99),
    );
    report.measure(
        "from the acknowledgement to the screen, longest",
        waits.longest(),
    );
    scene.server.stop()?;
    Ok(report)
}

/// Sends webhooks at an even pace; returns when each was acknowledged.
async fn write(scene: &Scene, rate: u32, count: u32) -> Result<Vec<(u32, Instant)>> {
    let hook = scene.hook()?;
    let mut connection = Connection::open(&hook.address).await?;
    let (mut body, mut request) = (Vec::new(), Vec::new());
    let mut acknowledged = Vec::new();
    let began = Instant::now();
    for number in 0..count {
        hook.write(&scene.traffic, number, &mut body, &mut request);
        tokio::time::sleep_until(began + Duration::from_secs(1) * number / rate).await;
        let status = connection.exchange(&request).await?.status;
        if status != 200 {
            bail!("webhook {number} was answered {status}");
        }
        acknowledged.push((number, Instant::now()));
    }
    Ok(acknowledged)
}

#[derive(Deserialize)]
struct Frame {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    message: Option<Text>,
}

#[derive(Deserialize)]
struct Text {
    text: Option<String>,
}

/// Opens one screen, which watches until it has seen `count` messages.
async fn look(facts: &Facts, after: i64, count: u32) -> Result<JoinHandle<Result<Seen>>> {
    let address = facts.url.replacen("http", "ws", 1);
    let url = format!(
        "{}/api/v1/organizations/{}/live?after={after}",
        address.trim_end_matches('/'),
        facts.organization_id
    );
    let mut request = url.into_client_request()?;
    let protocols = HeaderValue::from_str(&format!("aldaba, {}", facts.api_token))?;
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocols);
    let (mut socket, _) = tokio_tungstenite::connect_async(request)
        .await
        .context("the live connection was refused")?;
    Ok(tokio::spawn(async move {
        let mut seen = Seen::new();
        while u32::try_from(seen.len()).is_ok_and(|so_far| so_far < count) {
            let Ok(next) = tokio::time::timeout(PATIENCE, socket.next()).await else {
                break;
            };
            let message = next.context("the server closed the live connection")??;
            let at = Instant::now();
            if let Message::Text(text) = message {
                note(&mut seen, serde_json::from_str(&text)?, at)?;
            }
        }
        // The server may have gone first.
        let _ = socket.close(None).await;
        Ok(seen)
    }))
}

fn note(seen: &mut Seen, frame: Frame, at: Instant) -> Result<()> {
    if frame.kind == "resync" {
        bail!("the server asked a client to read everything again");
    }
    let received = frame
        .events
        .into_iter()
        .filter(|event| event.kind == "message.received");
    for event in received {
        let text = event
            .message
            .and_then(|message| message.text)
            .unwrap_or_default();
        let Some(number) = number(&text) else {
            continue;
        };
        if seen.insert(number, at).is_some() {
            bail!("message {number} came to one screen twice");
        }
    }
    Ok(())
}

/// The number that a message of ours names: its second word.
fn number(text: &str) -> Option<u32> {
    text.split(' ').nth(1)?.strip_suffix('.')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_names_its_messages() {
        let frame = r#"{"type":"events","seq":9,"events":[
            {"seq":8,"type":"message.received","message":{"text":"Pedido 41. Hola"},"conversation":{}},
            {"seq":9,"type":"ticket.opened","conversation":{}}]}"#;
        let mut seen = Seen::new();
        note(
            &mut seen,
            serde_json::from_str(frame).unwrap(),
            Instant::now(),
        )
        .unwrap();
        assert_eq!(seen.keys().collect::<Vec<_>>(), [&41]);
        let again = note(
            &mut seen,
            serde_json::from_str(frame).unwrap(),
            Instant::now(),
        );
        assert!(again.is_err());
        assert_eq!(number("Buenas tardes"), None);
    }
}
