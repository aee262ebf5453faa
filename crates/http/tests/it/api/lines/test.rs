//! Testing a connection: Meta's own words, kept with the door.

use super::{line, meta_app, number};
use domain::Role;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_dead_token_is_explained_and_the_door_needs_attention() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = owner.post("/meta-apps", meta_app()).await.text("/id");
    let id = owner.post("/lines", line(&meta_app)).await.text("/id");
    let (path, test) = (format!("/lines/{id}"), format!("/lines/{id}/test"));
    let well = owner.post(&test, json!({})).await;
    assert_eq!(well.body["ok"], true);
    assert_eq!(well.text("/display_phone_number"), "+52 55 5555 0100");
    assert_eq!(well.body["error"], json!(null));

    number(&app, &["EAAG-another"]);
    let broken = owner.post(&test, json!({})).await;
    assert_eq!(broken.status, 200);
    assert_eq!(broken.body["ok"], false);
    assert_eq!(broken.body["error"]["code"], 190);
    assert_eq!(broken.text("/error/type"), "OAuthException");
    assert!(!broken.text("/error/cause/es").is_empty());
    assert!(!broken.text("/error/action/pt").is_empty());
    let shown = owner.get(&path).await;
    assert_eq!(shown.text("/doors/0/state"), "needs_attention");
    assert_eq!(shown.body["doors"][0]["error"]["code"], 190);
    assert!(!shown.text("/doors/0/error/action/en").is_empty());

    let mended = owner
        .patch(&path, json!({ "access_token": "EAAG-another" }))
        .await;
    assert_eq!(mended.text("/doors/0/state"), "connected");
    assert_eq!(mended.body["doors"][0]["error"], json!(null));
    assert_eq!(owner.post(&test, json!({})).await.body["ok"], true);
}

#[tokio::test]
async fn a_network_that_fails_is_no_fault_of_the_line() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = owner.post("/meta-apps", meta_app()).await.text("/id");
    let id = owner.post("/lines", line(&meta_app)).await.text("/id");
    app.sandbox.shutdown().await;
    let tested = owner.post(&format!("/lines/{id}/test"), json!({})).await;
    assert_eq!(tested.body["ok"], false);
    assert_eq!(tested.body["error"]["code"], 0);
    assert_eq!(tested.body["error"]["cause"], json!(null));
    let shown = owner.get(&format!("/lines/{id}")).await;
    assert_eq!(shown.text("/doors/0/state"), "connected");
}

#[tokio::test]
async fn who_only_looks_does_not_test() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let house = app.house("Talavera").await;
    let meta_app = house.owner.post("/meta-apps", meta_app()).await.text("/id");
    let id = house
        .owner
        .post("/lines", line(&meta_app))
        .await
        .text("/id");
    let supervisor = house.member(&app, "Sol", Role::Supervisor).await;
    assert_eq!(
        supervisor
            .post(&format!("/lines/{id}/test"), json!({}))
            .await
            .to_string(),
        "403 forbidden"
    );
    assert_eq!(supervisor.get("/meta-apps").await.status, 200);
}
