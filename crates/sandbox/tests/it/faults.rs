//! Faults on demand.

use std::time::{Duration, Instant};

use aldaba_sandbox::{Fault, FaultKind, FaultTarget};
use serde_json::json;

use crate::stage::{ANA, OTHER_PHONE, PHONE, Stage};

fn once(target: FaultTarget, kind: FaultKind) -> Fault {
    Fault {
        times: Some(1),
        ..Fault::new(target, kind)
    }
}

fn webhooks(kind: FaultKind) -> Fault {
    once(FaultTarget::Webhooks, kind)
}

fn messages(kind: FaultKind) -> Fault {
    once(FaultTarget::Messages, kind)
}

#[tokio::test]
async fn a_duplicate_webhook_comes_twice() {
    let stage = Stage::new().await;
    stage
        .sandbox
        .set_fault(webhooks(FaultKind::Duplicate))
        .unwrap();
    let wamid = stage.write(ANA, "hola");
    let twice = |it: &crate::receiver::Receiver| (it.messages().len() == 2).then_some(());
    stage.receiver.until(twice).await;
    assert!(
        stage
            .receiver
            .messages()
            .iter()
            .all(|it| it["id"] == json!(wamid))
    );
}

#[tokio::test]
async fn a_reordered_webhook_comes_after_the_next() {
    let stage = Stage::new().await;
    stage
        .sandbox
        .set_fault(webhooks(FaultKind::Reorder))
        .unwrap();
    let first = stage.write(ANA, "uno");
    let second = stage.write(ANA, "dos");
    stage.receiver.until_message(&first).await;
    let order: Vec<_> = stage
        .receiver
        .messages()
        .into_iter()
        .map(|it| it["id"].clone())
        .collect();
    assert_eq!(order, [json!(second), json!(first)]);
}

#[tokio::test]
async fn a_dropped_webhook_comes_with_the_retry() {
    let stage = Stage::new().await;
    stage.sandbox.set_fault(webhooks(FaultKind::Drop)).unwrap();
    let first = stage.write(ANA, "uno");
    let second = stage.write(ANA, "dos");
    stage.receiver.until_message(&second).await;
    stage.receiver.until_message(&first).await;
    assert_eq!(stage.receiver.posts(), 2);
}

#[tokio::test]
async fn a_delayed_webhook_comes_late() {
    let stage = Stage::new().await;
    let delay = Fault {
        delay_ms: Some(300),
        ..webhooks(FaultKind::Delay)
    };
    stage.sandbox.set_fault(delay).unwrap();
    let start = Instant::now();
    let wamid = stage.write(ANA, "hola");
    stage.receiver.until_message(&wamid).await;
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_message_is_refused_with_the_code_that_was_asked_for() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    for (code, status) in [(130_429, 400), (131_000, 500), (190, 401), (131_031, 403)] {
        let error = Fault {
            code: Some(code),
            ..messages(FaultKind::Error)
        };
        stage.sandbox.set_fault(error).unwrap();
        let (came, body) = stage
            .message(json!({ "to": ANA, "text": { "body": "x" } }))
            .await;
        assert_eq!((came, &body["error"]["code"]), (status, &json!(code)));
    }
    assert!(stage.sandbox.accepted().is_empty());
    stage.text(ANA, "ahora sí").await;
}

#[tokio::test]
async fn a_cut_answer_leaves_the_message_accepted() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    stage.sandbox.set_fault(messages(FaultKind::Drop)).unwrap();
    let request = stage
        .http
        .post(format!("{}/v23.0/{PHONE}/messages", stage.sandbox.url()))
        .bearer_auth(crate::stage::TOKEN)
        .json(&json!({
            "messaging_product": "whatsapp", "to": ANA, "text": { "body": "x" },
            "biz_opaque_callback_data": "msg_cut",
        }));
    let error = request.send().await.unwrap_err();
    assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
    let accepted = stage.sandbox.accepted();
    assert_eq!(accepted.len(), 1);
    let sent = stage.receiver.until_state(&accepted[0].wamid, "sent").await;
    assert_eq!(sent["biz_opaque_callback_data"], "msg_cut");
}

#[tokio::test]
async fn a_late_answer_comes_after_the_message_was_accepted() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let delay = Fault {
        delay_ms: Some(300),
        ..messages(FaultKind::Delay)
    };
    stage.sandbox.set_fault(delay).unwrap();
    let start = Instant::now();
    let wamid = stage.text(ANA, "x").await;
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(stage.sandbox.accepted()[0].wamid, wamid);
}

#[tokio::test]
async fn a_duplicated_message_tells_every_status_twice() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    stage
        .sandbox
        .set_fault(messages(FaultKind::Duplicate))
        .unwrap();
    let wamid = stage.text(ANA, "x").await;
    let all = |it: &crate::receiver::Receiver| (it.states(&wamid).len() == 6).then_some(());
    stage.receiver.until(all).await;
    let states = stage.receiver.states(&wamid);
    assert_eq!(
        states,
        ["sent", "sent", "delivered", "delivered", "read", "read"]
    );
    assert_eq!(stage.sandbox.accepted().len(), 1);
}

#[tokio::test]
async fn faults_are_listed_and_cleared() {
    let stage = Stage::new().await;
    let elsewhere = Fault {
        phone_number_id: Some(OTHER_PHONE.into()),
        times: None,
        code: Some(131_000),
        ..messages(FaultKind::Error)
    };
    let id = stage.sandbox.set_fault(elsewhere).unwrap();
    stage.write(ANA, "hola");
    stage.text(ANA, "x").await;
    let faults = stage.sandbox.faults();
    assert_eq!((faults[0].id, faults[0].struck), (id, 0));
    stage.sandbox.clear_faults();
    assert!(stage.sandbox.faults().is_empty());
    assert!(stage.sandbox.set_fault(webhooks(FaultKind::Error)).is_err());
}
