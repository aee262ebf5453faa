//! Changing a line.

use super::{line, meta_app, number};
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_line_is_renamed_and_disabled_and_enabled() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = owner.post("/meta-apps", meta_app()).await.text("/id");
    let id = owner.post("/lines", line(&meta_app)).await.text("/id");
    let path = format!("/lines/{id}");
    let changed = owner
        .patch(&path, json!({ "name": " Taller ", "enabled": false }))
        .await;
    assert_eq!(changed.text("/name"), "Taller");
    assert_eq!(changed.body["enabled"], false);
    assert_eq!(changed.text("/doors/0/state"), "disabled");
    let changed = owner.patch(&path, json!({ "enabled": true })).await;
    assert_eq!(changed.text("/doors/0/state"), "connected");
    assert_eq!(changed.text("/name"), "Taller");
}

#[tokio::test]
async fn a_new_token_must_read_the_number_first() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = owner.post("/meta-apps", meta_app()).await.text("/id");
    let id = owner.post("/lines", line(&meta_app)).await.text("/id");
    let refused = owner
        .patch(
            &format!("/lines/{id}"),
            json!({ "access_token": "EAAG-bad", "name": "No" }),
        )
        .await;
    assert_eq!(refused.to_string(), "422 graph_refused");
    let shown = owner.get(&format!("/lines/{id}")).await;
    assert_eq!(shown.text("/name"), "Ventas");
    let tested = owner.post(&format!("/lines/{id}/test"), json!({})).await;
    assert_eq!(tested.body["ok"], true);
}

#[tokio::test]
async fn another_organization_s_line_is_not_there() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let (ours, theirs) = (
        app.house("Talavera").await.owner,
        app.house("Puebla").await.owner,
    );
    let meta_app = ours.post("/meta-apps", meta_app()).await.text("/id");
    let id = ours.post("/lines", line(&meta_app)).await.text("/id");
    let path = format!("/lines/{id}");
    assert_eq!(theirs.get(&path).await.to_string(), "404 not_found");
    assert_eq!(
        theirs
            .patch(&path, json!({ "name": "x" }))
            .await
            .to_string(),
        "404 not_found"
    );
    let token = json!({ "access_token": "EAAG-good" });
    assert_eq!(
        theirs.patch(&path, token).await.to_string(),
        "404 not_found"
    );
    assert_eq!(
        theirs
            .post(&format!("{path}/test"), json!({}))
            .await
            .to_string(),
        "404 not_found"
    );
    let foreign = theirs
        .patch(&format!("/meta-apps/{meta_app}"), json!({ "name": "x" }))
        .await;
    assert_eq!(foreign.to_string(), "404 not_found");
}
