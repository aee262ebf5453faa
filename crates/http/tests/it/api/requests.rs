//! What holds for every request: its id, its shape, where it may come from.

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderName, ORIGIN};
use serde_json::json;
use testkit::{Client, TestApp};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

#[tokio::test]
async fn a_request_keeps_its_sane_id_in_header_and_refusal() {
    let app = TestApp::start().await;
    let answer = app
        .stranger()
        .with(REQUEST_ID, "trace-4711:a")
        .get("/session")
        .await;
    assert_eq!(answer.to_string(), "401 unauthenticated");
    assert_eq!(answer.header("x-request-id"), Some("trace-4711:a"));
    assert_eq!(answer.text("/request_id"), "trace-4711:a");
    let answer = app
        .stranger()
        .with(REQUEST_ID, "<script>")
        .get("/session")
        .await;
    assert!(answer.text("/request_id").starts_with("req_"));
}

#[tokio::test]
async fn events_carry_the_request_s_id() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let line = house.line(&app, "Ventas", "525555550100").await;
    let owner = house.owner.client.with(REQUEST_ID, "rename-0001");
    let path = house.owner.path(&format!("/lines/{}", line.id));
    assert_eq!(
        owner
            .patch(&path, json!({ "name": "Mostrador" }))
            .await
            .status,
        200
    );
    let events = house.owner.get("/events?after=0").await;
    let ids = events.body["data"].as_array().unwrap();
    assert!(
        ids.iter().any(|event| event["request_id"] == "rename-0001"),
        "{}",
        events.body
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_said() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let path = owner.path("/api-tokens");
    let answer = owner
        .client
        .with(CONTENT_TYPE, "application/json")
        .post_bytes(&format!("/api/v1{path}"), b"{")
        .await;
    assert_eq!(answer.to_string(), "400 invalid_request");
    let answer = owner
        .client
        .post_bytes(&format!("/api/v1{path}"), b"{}")
        .await;
    assert_eq!(answer.to_string(), "415 unsupported_media_type");
    let answer = owner.post("/api-tokens", json!({ "name": "CRM" })).await;
    assert_eq!(
        (answer.status, answer.field_codes()),
        (422, vec!["scopes:required".to_owned()])
    );
    let answer = owner
        .post(
            "/api-tokens",
            json!({ "name": "CRM", "scopes": [], "colour": 1 }),
        )
        .await;
    assert_eq!(answer.field_codes(), ["colour:unknown"]);
    let answer = owner
        .post(
            "/api-tokens",
            json!({ "name": "x".repeat(1_100_000), "scopes": [] }),
        )
        .await;
    assert_eq!(answer.to_string(), "413 body_too_large");
}

#[tokio::test]
async fn what_is_nowhere_is_not_found() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    assert_eq!(
        app.stranger().get("/nowhere").await.to_string(),
        "404 not_found"
    );
    assert_eq!(owner.get("/nowhere").await.to_string(), "404 not_found");
    assert_eq!(
        owner
            .get("/lines/contact_01h455vb4pex5vsknk084sn02q")
            .await
            .to_string(),
        "404 not_found"
    );
    assert_eq!(owner.get("/lines/%ff").await.to_string(), "404 not_found");
    assert_eq!(
        owner
            .client
            .get("/organizations/org_x/lines")
            .await
            .to_string(),
        "404 not_found"
    );
    let wrong = owner
        .client
        .send(Method::PUT, &owner.path("/lines"), None)
        .await;
    assert_eq!(wrong.to_string(), "405 method_not_allowed");
}

#[tokio::test]
async fn another_site_s_page_can_do_nothing_with_a_cookie() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let rename = async |client: &Client| {
        client
            .patch(&owner.path(""), json!({ "name": "Otra" }))
            .await
            .to_string()
    };
    assert_eq!(
        rename(&owner.client.with(FETCH_SITE, "cross-site")).await,
        "403 cross_site"
    );
    assert_eq!(
        rename(&owner.client.with(ORIGIN, "https://evil.example")).await,
        "403 cross_site"
    );
    assert_eq!(
        rename(&owner.client.with(ORIGIN, app.address())).await,
        "200"
    );
    assert_eq!(
        rename(&owner.client.with(FETCH_SITE, "same-origin")).await,
        "200"
    );
    let program = owner.program(&app, &["organization.manage"]).await;
    assert_eq!(
        rename(&program.with(ORIGIN, "https://crm.example")).await,
        "200"
    );
    let sign_in = json!({ "email": "a@b.example", "password": "x" });
    let elsewhere = app
        .stranger()
        .with(FETCH_SITE, "cross-site")
        .post("/session", sign_in)
        .await;
    assert_eq!(elsewhere.to_string(), "403 cross_site");
}
