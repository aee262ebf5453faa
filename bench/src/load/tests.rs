//! The generator against a server that counts, and sometimes refuses.

use super::{Load, Outcome, Pace, Spec};
use crate::traffic::{Line, Run, Traffic};
use crate::wire::{Address, Hook};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers 200, and every `refused`th request 503.
async fn server(refused: u32) -> Address {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address =
        Address::parse(&format!("http://{}/hooks", listener.local_addr().unwrap())).unwrap();
    let count = Arc::new(AtomicU32::new(1));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, Arc::clone(&count), refused));
        }
    });
    address
}

async fn answer(mut stream: TcpStream, count: Arc<AtomicU32>, refused: u32) {
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|read| read > 0) {
        // A body ends with what its entry ends with, and nothing else does.
        if !bytes.ends_with(b"}]}]}") {
            continue;
        }
        bytes.clear();
        let nth = count.fetch_add(1, Ordering::Relaxed);
        let words = if nth.is_multiple_of(refused) {
            "503 Service Unavailable"
        } else {
            "200 OK"
        };
        let text = format!("HTTP/1.1 {words}\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(text.as_bytes()).await.unwrap();
    }
}

fn traffic() -> Arc<Traffic> {
    let line = Line {
        phone_number_id: "1".to_owned(),
        waba_id: "2".to_owned(),
        display: "525555550100".to_owned(),
    };
    Arc::new(Traffic {
        line,
        run: Run(7),
        contacts: 50,
        statuses: 0,
        started: 1_790_000_000,
        per_second: 100,
    })
}

async fn run(pace: Pace, redeliveries: u32, refused: u32) -> Outcome {
    let hook = Hook::new(server(refused).await, "secret");
    let spec = Spec {
        pace,
        connections: 4,
        lasting: Duration::from_millis(400),
        redeliveries,
        first: 1_000,
    };
    Load::start(spec, traffic(), hook).finish().await.unwrap()
}

#[tokio::test]
async fn an_open_loop_keeps_its_schedule() {
    let outcome = run(Pace::Open { per_second: 500 }, 0, u32::MAX).await;
    assert_eq!(outcome.acknowledged.len(), 200);
    assert_eq!(outcome.issued, 1_200);
    let numbers: HashSet<u32> = outcome.acknowledged.iter().copied().collect();
    assert_eq!(numbers, (1_000..1_200).collect());
    assert_eq!(outcome.failures(), "none");
}

#[tokio::test]
async fn some_webhooks_are_sent_again() {
    let outcome = run(Pace::Open { per_second: 2_000 }, 30, u32::MAX).await;
    assert_eq!(outcome.acknowledged.len(), 800);
    let again = 800 - usize::try_from(outcome.issued - 1_000).unwrap();
    assert!((160..320).contains(&again), "{again} of 800");
}

#[tokio::test]
async fn what_was_refused_is_sent_again() {
    let outcome = run(Pace::Open { per_second: 1_000 }, 50, 4).await;
    assert_eq!(outcome.failures(), "100 × 503");
    let numbers: HashSet<u32> = outcome.acknowledged.iter().copied().collect();
    let issued = usize::try_from(outcome.issued - 1_000).unwrap();
    assert!(
        issued - numbers.len() < 10,
        "{} of {issued} were never acknowledged",
        issued - numbers.len()
    );
}

#[tokio::test]
async fn a_closed_loop_sends_when_it_was_answered() {
    let outcome = run(Pace::Closed, 0, u32::MAX).await;
    assert!(!outcome.acknowledged.is_empty());
    assert_eq!(outcome.waits.len(), outcome.acknowledged.len());
}

#[tokio::test]
async fn nobody_there_is_no_acknowledgement() {
    let hook = Hook::new(
        Address::parse("http://127.0.0.1:9/hooks").unwrap(),
        "secret",
    );
    let spec = Spec {
        pace: Pace::Closed,
        connections: 1,
        lasting: Duration::from_millis(100),
        redeliveries: 0,
        first: 0,
    };
    let outcome = Load::start(spec, traffic(), hook).finish().await.unwrap();
    assert!(outcome.broken > 0 && outcome.acknowledged.is_empty());
}
