//! Webhooks: their bytes, their repetition, both generations of payloads.

use aldaba_sandbox::{CustomerMessageKind, LogEntry, Logged, SendAsCustomer};
use serde_json::{Value, json};

use crate::stage::{ANA, ANA_ID, NOBODY, PHONE, Stage, WABA, letter};

#[tokio::test]
async fn bodies_are_ascii_and_lose_nothing() {
    let stage = Stage::new().await;
    let text = "¿Señor? 👩‍🔧 <b>http://a/b</b> עברית \u{1} \\ \"x\"";
    let wamid = stage.write(ANA, text);
    let message = stage.receiver.until_message(&wamid).await;
    assert_eq!(message["text"]["body"], text);
    let body = stage.receiver.bodies().remove(0);
    assert!(body.is_ascii());
    assert!(
        body.contains(r"\u00bfSe\u00f1or? \ud83d\udc69\u200d\ud83d\udd27"),
        "{body}"
    );
    assert!(body.contains(r"http:\/\/a\/b<\/b>"), "{body}");
}

#[tokio::test]
async fn an_inbound_message_looks_like_meta_s() {
    let stage = Stage::new().await;
    let wamid = stage.write(ANA, "hola");
    stage.receiver.until_message(&wamid).await;
    let body: Value = serde_json::from_str(&stage.receiver.bodies()[0]).unwrap();
    let timestamp = body["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"].clone();
    let expected = json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": WABA,
            "changes": [{
                "field": "messages",
                "value": {
                    "messaging_product": "whatsapp",
                    "metadata": {
                        "display_phone_number": "525555550100",
                        "phone_number_id": PHONE,
                    },
                    "contacts": [{
                        "profile": { "name": "Ana Peña" },
                        "wa_id": "525555550101",
                        "user_id": ANA_ID,
                    }],
                    "messages": [{
                        "from": "525555550101",
                        "from_user_id": ANA_ID,
                        "id": wamid,
                        "timestamp": timestamp,
                        "type": "text",
                        "text": { "body": "hola" },
                    }],
                },
            }],
        }],
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn the_older_generation_has_no_user_ids() {
    let stage = Stage::with(|config| config.webhooks.user_ids = false).await;
    stage.write(ANA, "hola");
    let wamid = stage.text(ANA, "buenas").await;
    stage.receiver.until_state(&wamid, "sent").await;
    assert!(!stage.receiver.bodies().concat().contains("user_id"));
    let with_status = stage
        .receiver
        .values()
        .into_iter()
        .find(|it| it.get("statuses").is_some());
    assert!(with_status.unwrap().get("contacts").is_none());
}

#[tokio::test]
async fn contacts_on_failed_statuses_are_a_switch() {
    let stage = Stage::with(|config| config.webhooks.contacts_on_failed = true).await;
    let wamid = stage.text(ANA, "hola").await;
    stage.receiver.until_state(&wamid, "failed").await;
    assert_eq!(stage.receiver.values()[0]["contacts"][0]["user_id"], ANA_ID);
    let to_nobody = stage.text(NOBODY, "hola").await;
    stage.receiver.until_state(&to_nobody, "failed").await;
}

#[tokio::test]
async fn whatever_is_not_200_comes_again() {
    let stage = Stage::new().await;
    stage.receiver.answer_next(&[500, 404, 204]);
    let wamid = stage.write(ANA, "hola");
    stage.receiver.until_message(&wamid).await;
    assert_eq!(stage.receiver.posts(), 4);
    stage
        .eventually(|sandbox| sandbox.stats().delivered == 1)
        .await;
    assert_eq!(stage.sandbox.stats().retries, 3);
    let attempt = |entry: LogEntry| match entry.what {
        Logged::Delivery {
            attempt, status, ..
        } => Some((attempt, status)),
        Logged::Request { .. } | Logged::Unsubscribed { .. } => None,
    };
    let attempts: Vec<_> = stage
        .sandbox
        .log()
        .into_iter()
        .filter_map(attempt)
        .collect();
    assert_eq!(attempts, [(1, 500), (2, 404), (3, 204), (4, 200)]);
}

#[tokio::test]
async fn one_that_fails_does_not_hold_the_others() {
    let stage = Stage::new().await;
    stage.receiver.answer_next(&[500]);
    let first = stage.write(ANA, "uno");
    let second = stage.write(ANA, "dos");
    stage.receiver.until_message(&first).await;
    stage.receiver.until_message(&second).await;
    let order: Vec<_> = stage
        .receiver
        .messages()
        .into_iter()
        .map(|it| it["id"].clone())
        .collect();
    assert_eq!(order, [json!(second), json!(first)]);
}

#[tokio::test]
async fn updates_of_one_number_come_in_order() {
    let stage = Stage::new().await;
    let sent: Vec<_> = (0..40)
        .map(|number| stage.write(ANA, &number.to_string()))
        .collect();
    stage.receiver.until_message(&sent[39]).await;
    let came: Vec<_> = stage
        .receiver
        .messages()
        .into_iter()
        .map(|it| it["id"].clone())
        .collect();
    assert_eq!(json!(came), json!(sent));
}

#[tokio::test]
async fn a_batch_carries_many_updates() {
    let stage = Stage::with(|config| config.webhooks.batch = 100).await;
    let sent: Vec<_> = (0..40)
        .map(|number| stage.write(ANA, &number.to_string()))
        .collect();
    stage.receiver.until_message(&sent[39]).await;
    assert!(
        stage.receiver.posts() < 40,
        "{} posts",
        stage.receiver.posts()
    );
    assert_eq!(stage.receiver.messages().len(), 40);
}

#[tokio::test]
async fn nobody_subscribed_nobody_told() {
    let stage = Stage::new().await;
    let path = format!("/{WABA}/subscribed_apps");
    stage
        .call(reqwest::Method::DELETE, &path, Value::Null)
        .await;
    stage.write(ANA, "hola");
    let is_noted = |it: &LogEntry| matches!(it.what, Logged::Unsubscribed { .. });
    stage
        .eventually(|sandbox| sandbox.log().iter().any(is_noted))
        .await;
    assert_eq!(stage.receiver.posts(), 0);
}

#[tokio::test]
async fn reactions_come_and_go_in_both_forms() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let answer = stage.text(ANA, "buenas").await;
    stage.receiver.until_state(&answer, "delivered").await;
    let react = |emoji: Option<&str>| {
        let reaction = SendAsCustomer {
            kind: CustomerMessageKind::Reaction,
            emoji: emoji.map(str::to_owned),
            reply_to: Some(answer.clone()),
            ..letter(ANA, "")
        };
        stage.sandbox.send_as_customer(&reaction).unwrap()
    };
    for (emoji, expected) in [
        (Some("👍"), json!({ "message_id": answer, "emoji": "👍" })),
        (Some(""), json!({ "message_id": answer, "emoji": "" })),
        (None, json!({ "message_id": answer })),
    ] {
        let message = stage.receiver.until_message(&react(emoji)).await;
        assert_eq!(message["reaction"], expected);
    }
}

#[tokio::test]
async fn a_quote_names_the_author_of_what_is_quoted() {
    let stage = Stage::new().await;
    let own = stage.write(ANA, "hola");
    let ours = stage.text(ANA, "buenas").await;
    stage.receiver.until_state(&ours, "delivered").await;
    for (quoted, author) in [(own, "525555550101"), (ours, "525555550100")] {
        let reply = SendAsCustomer {
            reply_to: Some(quoted.clone()),
            ..letter(ANA, "eso")
        };
        let wamid = stage.sandbox.send_as_customer(&reply).unwrap();
        let message = stage.receiver.until_message(&wamid).await;
        assert_eq!(message["context"], json!({ "from": author, "id": quoted }));
    }
}
