//! Meta apps: added, listed, their secrets changed.

use serde_json::json;
use services::Secret;
use services::meta_apps::{NewMetaApp, install};
use testkit::TestApp;

#[tokio::test]
async fn an_app_is_added_once_and_its_secret_is_never_shown() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let body = json!({ "name": "Tienda", "app_id": "900000000000001", "app_secret": "s3cr3t-one" });
    let made = owner.post("/meta-apps", body.clone()).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.text("/scope"), "organization");
    assert_eq!(made.body["previous_secret"], false);
    assert!(made.text("/verify_token").len() >= 43);
    assert_eq!(
        made.text("/webhook_url"),
        format!("{}/hooks/meta/{}", app.address(), made.text("/id"))
    );
    assert_eq!(
        owner.post("/meta-apps", body).await.to_string(),
        "409 meta_app_exists"
    );
    let body = json!({ "name": "Tienda nueva", "app_secret": "s3cr3t-two" });
    let changed = owner
        .patch(&format!("/meta-apps/{}", made.text("/id")), body)
        .await;
    assert_eq!(changed.text("/name"), "Tienda nueva");
    assert_eq!(changed.body["previous_secret"], true);
    assert_eq!(changed.text("/verify_token"), made.text("/verify_token"));
    let listed = owner.get("/meta-apps").await;
    assert_eq!(listed.body["data"], json!([changed.body]));
    assert!(!listed.body.to_string().contains("s3cr3t"));
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let refused = owner
        .post(
            "/meta-apps",
            json!({ "name": "", "app_id": "x", "app_secret": "" }),
        )
        .await;
    assert_eq!(
        refused.field_codes(),
        ["name:required", "app_id:invalid", "app_secret:invalid"]
    );
}

#[tokio::test]
async fn the_installation_s_app_is_everybody_s_to_use_and_nobody_s_to_change() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let new = |secret: &str| NewMetaApp {
        name: "Aldaba".to_owned(),
        app_id: "900000000000009".to_owned(),
        app_secret: Secret::new(secret),
    };
    let installed = install(&app.env, new("s3cr3t-one")).await.unwrap();
    assert_eq!(
        install(&app.env, new("s3cr3t-two")).await.unwrap(),
        installed
    );
    let listed = owner.get("/meta-apps").await;
    assert_eq!(listed.text("/data/0/scope"), "installation");
    assert_eq!(listed.text("/data/0/verify_token"), installed.verify_token);
    assert_eq!(listed.body["data"][0]["previous_secret"], true);
    let refused = owner
        .patch(
            &format!("/meta-apps/{}", installed.id),
            json!({ "name": "Mía" }),
        )
        .await;
    assert_eq!(refused.to_string(), "403 installation_app");
}
