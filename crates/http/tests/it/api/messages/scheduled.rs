//! What is sent later: other words, another moment, now, or not at all.

use super::{Scene, state};
use domain::Time;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Answer;

async fn schedule(scene: &Scene, hours: i64) -> Answer {
    let at = scene
        .app
        .env
        .clock
        .now()
        .plus(SignedDuration::from_hours(hours));
    let body = json!({ "type": "text", "text": { "body": "mañana" } });
    let path = format!("{}?send_at={at}", scene.thread());
    scene.agent.client.post(&path, body).await
}

async fn edit(scene: &Scene, message: &Answer, change: Value) -> Answer {
    let path = format!("/messages/{}", message.text("/id"));
    scene.agent.patch(&path, change).await
}

#[tokio::test]
async fn what_waits_is_given_other_words_and_another_moment_and_then_sent_now() {
    let scene = Scene::start().await;
    let waits = schedule(&scene, 20).await;
    assert_eq!(waits.text("/delivery/state"), "waiting");
    let at: Time = scene
        .app
        .env
        .clock
        .now()
        .plus(SignedDuration::from_hours(2));
    let change = json!({ "text": { "body": "pasado mañana" }, "send_at": at });
    let changed = edit(&scene, &waits, change).await;
    assert_eq!(changed.text("/text"), "pasado mañana");
    assert_eq!(changed.text("/delivery/due_at"), at.to_string());
    let now = edit(&scene, &waits, json!({ "send_now": true })).await;
    assert_eq!(now.status, 200);
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    let late = edit(&scene, &waits, json!({ "send_now": true })).await;
    assert_eq!(late.to_string(), "409 on_its_way");
}

#[tokio::test]
async fn a_change_that_says_nothing_or_too_much_is_refused() {
    let scene = Scene::start().await;
    let waits = schedule(&scene, 20).await;
    let nothing = edit(&scene, &waits, json!({})).await;
    assert_eq!(nothing.field_codes(), ["text:required"]);
    let at = scene
        .app
        .env
        .clock
        .now()
        .plus(SignedDuration::from_hours(1));
    let both = json!({ "send_at": at, "send_now": true });
    let both = edit(&scene, &waits, both).await;
    assert_eq!(both.field_codes(), ["send_at:ambiguous"]);
    let never = scene
        .app
        .env
        .clock
        .now()
        .plus(SignedDuration::from_hours(24 * 91));
    let never = edit(&scene, &waits, json!({ "send_at": never })).await;
    assert_eq!(never.to_string(), "422 schedule_out_of_range");
    let known = scene.until(|messages| messages.len() == 2).await;
    let certain = format!("/messages/{}/leave", known[1]["id"].as_str().unwrap());
    let certain = scene.agent.post(&certain, json!({})).await;
    assert_eq!(certain.to_string(), "409 not_uncertain");
}
