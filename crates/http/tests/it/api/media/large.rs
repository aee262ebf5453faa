//! The largest document that there is, in and out: carried through, never held in memory.

use crate::api::messages::{Scene, state};
use bytes::Bytes;
use futures_util::{Stream, stream};
use reqwest::Body;
use reqwest::multipart::{Form, Part};
use sandbox::{CustomerMessageKind, CustomerRef, SendAsCustomer};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::LazyLock;
use testkit::Answer;

const LARGEST: usize = 100 * 1024 * 1024;
/// Far less than half of the file, and more than what all hands on its way hold of it.
const MOST_GROWTH_KIB: u64 = 40 * 1024;
const CUSTOMER: &str = "+525555550142";

/// What the document is made of, again and again.
static CHUNK: LazyLock<Bytes> = LazyLock::new(|| {
    let filling = (0..=250).cycle();
    b"%PDF-1.7\n"
        .iter()
        .copied()
        .chain(filling)
        .take(64 * 1024)
        .collect()
});

/// A document of so many bytes, made while it is read.
fn document(size: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
    let chunk = CHUNK.len();
    stream::iter((0..size.div_ceil(chunk)).map(move |at| {
        let length = chunk.min(size - at * chunk);
        Ok(CHUNK.slice(..length))
    }))
}

/// Whether a piece is what stands at this place of the document.
fn stands_at(mut at: usize, mut piece: &[u8]) -> bool {
    while !piece.is_empty() {
        let rest = &CHUNK[at % CHUNK.len()..];
        let length = rest.len().min(piece.len());
        if piece[..length] != rest[..length] {
            return false;
        }
        piece = &piece[length..];
        at += length;
    }
    true
}

fn form(size: usize) -> Form {
    let length = u64::try_from(size).unwrap();
    let part = Part::stream_with_length(Body::wrap_stream(document(size)), length);
    let part = part.file_name("planos.pdf").mime_str("application/pdf");
    Form::new().part("file", part.unwrap())
}

/// The most memory that this process has had, in KiB. Nothing where the kernel does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The same, counted anew: what starting took is over.
fn peak_from_now() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    peak()
}

/// Reads a file through, holding no more than a piece of it; it must be the document.
async fn is_whole(scene: &Scene, url: &str) {
    let mut at = 0;
    let stranger = scene.app.stranger();
    let reading = stranger.read_through(url, |piece| {
        assert!(stands_at(at, piece), "another byte after {at}");
        at += piece.len();
    });
    assert_eq!(reading.await.status, 200);
    assert_eq!(at, LARGEST);
}

/// What the customer has got goes back as it is.
async fn is_sent_back(scene: &Scene) {
    let phone = &scene.line.phone_number_id;
    let chat = scene.app.sandbox.chat(phone, CUSTOMER, None).await.unwrap();
    let got = chat.messages.last().unwrap().media.clone().unwrap();
    assert_eq!(got.file_size, u64::try_from(LARGEST).unwrap());
    let message = SendAsCustomer {
        phone_number_id: phone.clone(),
        from: CustomerRef {
            phone: Some(CUSTOMER.to_owned()),
            ..CustomerRef::default()
        },
        kind: CustomerMessageKind::Document,
        content: json!({ "id": got.id, "filename": "planos.pdf" }),
        ..SendAsCustomer::default()
    };
    scene.app.sandbox.send_as_customer(&message).unwrap();
}

async fn uploaded(scene: &Scene, size: usize) -> Answer {
    let path = scene.agent.path("/media");
    scene.agent.client.post_form(&path, form(size)).await
}

#[tokio::test]
async fn a_hundred_megabytes_go_through_in_both_directions_and_stay_in_no_memory() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let before = peak_from_now();
    let stored = uploaded(&scene, LARGEST).await;
    assert_eq!(stored.status, 201, "{}", stored.body);
    assert_eq!(stored.body["size_bytes"], LARGEST);
    is_whole(&scene, &stored.text("/url")).await;

    let document = json!({ "media_id": stored.text("/id") });
    let body = json!({ "type": "document", "document": document });
    let sent = scene.agent.client.post(&scene.thread(), body).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let has_arrived = |message: &Value| matches!(state(message), "delivered" | "read");
    scene
        .until(|messages| messages.len() == 2 && has_arrived(&messages[1]))
        .await;
    is_sent_back(&scene).await;
    let thread = scene
        .until(|messages| messages.len() == 3 && messages[2]["media"]["state"] == "ready")
        .await;
    is_whole(&scene, thread[2]["media"]["url"].as_str().unwrap()).await;

    let (Some(before), Some(after)) = (before, peak()) else {
        eprintln!("skipped: this system does not tell how much memory a process had");
        return;
    };
    let growth = after - before;
    println!("{growth} KiB more than {before}");
    assert!(growth < MOST_GROWTH_KIB);
}

#[tokio::test]
async fn a_byte_more_is_too_large() {
    let scene = Scene::start().await;
    let refused = uploaded(&scene, LARGEST + 1).await;
    assert_eq!(refused.to_string(), "413 file_too_large");
    assert_eq!(refused.body["params"]["limit"], LARGEST);
}
