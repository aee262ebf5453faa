//! The end of a process, as its clients see it.

use serde_json::json;
use std::time::{Duration, Instant};
use testkit::TestApp;

const MARIANA: &str = "+525555550111";

/// A request that waits for twenty seconds, unless something happens on the phone.
async fn waiting(
    app: &TestApp,
) -> (
    tokio::task::JoinHandle<testkit::Answer>,
    testkit::ConnectedLine,
) {
    let house = app.house("Talavera").await;
    let line = house.line(app, "Ventas", "525555550100").await;
    line.customer_writes(app, MARIANA, "hola");
    let path = format!(
        "/sandbox/chats?line_id={}&phone=%2B{}",
        line.id,
        &MARIANA[1..]
    );
    let mut seen = house.owner.get(&path).await;
    // The phone shows its own ticks too; wait until they have come.
    for _ in 0..5 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        seen = house.owner.get(&path).await;
    }
    let version = seen.body["version"].as_u64().unwrap();
    let owner = house.owner.clone();
    let asked = tokio::spawn(async move { owner.get(&format!("{path}&version={version}")).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    (asked, line)
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_end() {
    let app = TestApp::start_with_phones().await;
    let (asked, line) = waiting(&app).await;
    let sandbox = app.sandbox.clone();
    let number = line.phone_number_id.clone();
    let stopped = tokio::spawn(app.stop());
    tokio::time::sleep(Duration::from_millis(50)).await;
    sandbox.mark_read(&number, MARIANA).unwrap();
    let message =
        json!({ "phone_number_id": number, "from": { "phone": MARIANA }, "text": "¿siguen ahí?" });
    sandbox
        .send_as_customer(&serde_json::from_value(message).unwrap())
        .unwrap();
    let answer = asked.await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    stopped.await.unwrap();
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_the_settings_say() {
    let app = TestApp::start_with_phones().await;
    let (asked, _) = waiting(&app).await;
    let started = Instant::now();
    app.stop().await;
    assert!(started.elapsed() < Duration::from_secs(8));
    asked.abort();
}
