//! The runner of jobs: many at once, and none in the way of the next.

use crate::desk::Desk;
use crate::meta::MARIA;
use aldaba_services::jobs::Runner;
use serde_json::json;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Less than a node waits for its database; whoever waits for itself waits longer.
const PATIENCE: Duration = Duration::from_secs(9);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_for_work_never_waits_for_work_that_is_under_way() {
    let desk = Desk::open().await;
    let told: Vec<_> = (0..120)
        .map(|it| {
            let image = json!({ "id": format!("40{it}"), "mime_type": "image/jpeg" });
            let message = json!({ "type": "image", "image": image });
            MARIA.sends(&format!("wamid.{it}"), desk.now(), message)
        })
        .collect();
    desk.hears(&told).await;
    let thread = desk.thread("María").await;
    let files = desk.messages(thread.id).await.into_iter();
    let files: Vec<_> = files.map(|message| message.id).collect();

    let stop = CancellationToken::new();
    let runner = Runner::new(desk.env().clone()).run(stop.clone());
    let runner = tokio::spawn(runner);
    let done = async {
        loop {
            let mut tx = desk.cx.read().await.unwrap();
            let files = tx.media().of_messages(&files).await.unwrap();
            drop(tx);
            if files.iter().all(|(_, file)| file.attempts > 0) {
                return files.len();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let done = tokio::time::timeout(PATIENCE, done).await;
    assert_eq!(done.ok(), Some(told.len()));
    stop.cancel();
    runner.await.unwrap();
}
