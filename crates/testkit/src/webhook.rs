//! Webhooks as Meta signs them, for what the sandbox would never send, and what the journal kept.

use crate::{Answer, TestApp};
use graph::webhook::signature;
use reqwest::header::HeaderName;

/// Posts a body to an app's address, signed by `secret`.
pub async fn post_signed(app: &TestApp, meta_app: &str, secret: &str, body: &str) -> Answer {
    let name = HeaderName::from_static("x-hub-signature-256");
    let signature = signature::sign(secret.as_bytes(), body.as_bytes());
    let client = app.stranger().with(name, &signature);
    client
        .post_bytes(&format!("/hooks/meta/{meta_app}"), body.as_bytes())
        .await
}

/// The lanes that got rows, by their keys, in the order of the alphabet.
pub async fn lanes(app: &TestApp) -> Vec<String> {
    let lanes = app
        .env
        .store
        .journal()
        .lanes()
        .await
        .expect("the journal can be read");
    let mut keys: Vec<String> = lanes.into_iter().map(|state| state.lane.key()).collect();
    keys.sort_unstable();
    keys
}

/// The bodies that one lane has kept, in their order.
pub async fn kept(app: &TestApp, lane: &str) -> Vec<String> {
    let journal = app.env.store.journal();
    let lanes = journal.lanes().await.expect("the journal can be read");
    let found = lanes.into_iter().find(|state| state.lane.key() == lane);
    let id = found.expect("a lane with rows").id;
    let rows = journal
        .rows(id, 0, 1000)
        .await
        .expect("the journal can be read");
    rows.iter()
        .map(|row| String::from_utf8_lossy(&row.body).into_owned())
        .collect()
}
