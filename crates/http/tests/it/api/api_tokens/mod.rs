//! API tokens: scopes, quotas, and the end of them.

use domain::Role;
use jiff::SignedDuration;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_token_is_shown_once_and_opens_what_its_scopes_say() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let body = json!({ "name": "Tienda", "scopes": ["members.view", "conversations.read", "members.view"] });
    let created = house.owner.post("/api-tokens", body).await;
    assert_eq!(created.status, 201);
    assert_eq!(
        created.body["scopes"],
        json!(["conversations.read", "members.view"])
    );
    assert_eq!(created.body["quota_per_minute"], 600);
    let secret = created.text("/token");
    assert!(
        secret.starts_with("aldaba_") && secret.len() == 50,
        "{}",
        secret.len()
    );
    let listed = house.owner.get("/api-tokens").await;
    assert_eq!(listed.body["data"][0]["token"], json!(null));
    assert_eq!(listed.body["data"][0]["last_used_at"], json!(null));

    let program = app.stranger().with_token(&secret);
    let members = program.get(&house.owner.path("/members")).await;
    assert_eq!(members.body["data"][0]["email"], house.owner.email);
    let refused = program.get(&house.owner.path("/api-tokens")).await;
    assert_eq!(refused.to_string(), "403 forbidden");
    assert_eq!(refused.body["params"]["permission"], "tokens.manage");
    let listed = house.owner.get("/api-tokens").await;
    assert!(listed.body["data"][0]["last_used_at"].is_string());
}

#[tokio::test]
async fn nobody_gives_a_program_more_than_they_have() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let agent = house.member(&app, "Ana", Role::Agent).await;
    let body = json!({ "name": "Tienda", "scopes": ["conversations.read"] });
    assert_eq!(
        agent.post("/api-tokens", body.clone()).await.to_string(),
        "403 forbidden"
    );

    let program = house
        .owner
        .program(&app, &["tokens.manage", "conversations.read"])
        .await;
    let path = house.owner.path("/api-tokens");
    assert_eq!(program.post(&path, body).await.status, 201);
    let more = json!({ "name": "Tienda", "scopes": ["conversations.read", "members.manage"] });
    let refused = program.post(&path, more).await;
    assert_eq!(refused.to_string(), "422 invalid_request");
    assert_eq!(refused.field_codes(), ["scopes:scope_not_held"]);
    let none = json!({ "name": "", "scopes": [], "quota_per_minute": 0 });
    let refused = house.owner.post("/api-tokens", none).await;
    assert_eq!(
        refused.field_codes(),
        [
            "name:required",
            "scopes:required",
            "quota_per_minute:out_of_range"
        ]
    );
    let unknown = json!({ "name": "Tienda", "scopes": ["everything"] });
    let refused = house.owner.post("/api-tokens", unknown).await;
    assert_eq!(refused.field_codes(), ["scopes[0]:invalid"]);
}

#[tokio::test]
async fn a_revoked_token_stops_at_its_next_call() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let body = json!({ "name": "Tienda", "scopes": ["conversations.read"] });
    let created = house.owner.post("/api-tokens", body).await;
    let program = app.stranger().with_token(&created.text("/token"));
    let members = house.owner.path("/members");
    assert_eq!(program.get(&members).await.status, 200);
    let path = format!("/api-tokens/{}", created.text("/id"));
    assert_eq!(house.owner.delete(&path).await.status, 204);
    assert_eq!(
        program.get(&members).await.to_string(),
        "401 unauthenticated"
    );
    assert_eq!(house.owner.delete(&path).await.to_string(), "404 not_found");
    assert_eq!(house.owner.get("/api-tokens").await.body["data"], json!([]));
}

#[tokio::test]
async fn the_quota_is_told_and_held() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let body = json!({ "name": "Tienda", "scopes": ["conversations.read"], "quota_per_minute": 3 });
    let created = house.owner.post("/api-tokens", body).await;
    let program = app.stranger().with_token(&created.text("/token"));
    let members = house.owner.path("/members");
    for left in ["2", "1", "0"] {
        let answer = program.get(&members).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-limit"), Some("3"));
        assert_eq!(answer.header("ratelimit-remaining"), Some(left));
    }
    let refused = program.get(&members).await;
    assert_eq!(refused.to_string(), "429 quota_exceeded");
    assert_eq!(refused.header("retry-after"), Some("20"));
    assert_eq!(house.owner.get("/members").await.status, 200);
    app.advance(SignedDuration::from_secs(20));
    assert_eq!(program.get(&members).await.status, 200);
}
