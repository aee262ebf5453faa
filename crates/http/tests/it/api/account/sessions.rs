//! Sessions: listed, sliding, and over when they are revoked.

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::house::PASSWORD;
use testkit::{Client, Person, TestApp};

async fn sign_in(app: &TestApp, person: &Person) -> Client {
    let body = json!({ "email": person.email, "password": PASSWORD });
    let answer = app.stranger().post("/session", body).await;
    app.stranger().with_cookie_of(&answer)
}

async fn listed(client: &Client) -> Vec<Value> {
    let answer = client.get("/me/sessions").await;
    answer.body["data"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_revoked_session_stops_at_its_next_request() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let phone = sign_in(&app, &bruno).await;
    let sessions = listed(&bruno.client).await;
    assert_eq!(sessions.len(), 2);
    let other = sessions
        .iter()
        .find(|session| session["current"] == false)
        .unwrap();
    assert_eq!(other["ip"], "127.0.0.1");

    let path = format!("/me/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(bruno.client.delete(&path).await.status, 204);
    assert_eq!(
        phone.get("/session").await.to_string(),
        "401 unauthenticated"
    );
    assert_eq!(
        phone.get(&bruno.path("/members")).await.to_string(),
        "401 unauthenticated"
    );
    assert_eq!(
        bruno.client.delete(&path).await.to_string(),
        "404 not_found"
    );
    assert_eq!(listed(&bruno.client).await.len(), 1);
}

#[tokio::test]
async fn somebody_else_s_session_is_not_there() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let sessions = listed(&bruno.client).await;
    let path = format!("/me/sessions/{}", sessions[0]["id"].as_str().unwrap());
    assert_eq!(
        house.owner.client.delete(&path).await.to_string(),
        "404 not_found"
    );
    assert_eq!(bruno.client.get("/session").await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let answer = house.owner.client.delete("/session").await;
    assert_eq!(answer.status, 204);
    assert!(
        answer.cookie().unwrap().starts_with("aldaba=;"),
        "{:?}",
        answer.cookie()
    );
    assert!(answer.cookie().unwrap().contains("Max-Age=0"));
    assert_eq!(
        house.owner.client.get("/session").await.to_string(),
        "401 unauthenticated"
    );
}

#[tokio::test]
async fn a_visit_moves_the_end_and_thirty_idle_days_end_it() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    for _ in 0..3 {
        app.advance(SignedDuration::from_hours(29 * 24));
        let answer = house.owner.client.get("/session").await;
        assert_eq!(answer.status, 200);
        assert!(answer.cookie().unwrap().contains("Max-Age=2592000"));
    }
    app.advance(SignedDuration::from_hours(30 * 24 + 1));
    assert_eq!(
        house.owner.client.get("/session").await.to_string(),
        "401 unauthenticated"
    );
}

#[tokio::test]
async fn a_visit_is_noted_once_a_minute_at_most() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let seen = async || listed(&house.owner.client).await[0]["last_seen_at"].clone();
    let first = seen().await;
    app.advance(SignedDuration::from_secs(59));
    assert_eq!(seen().await, first);
    app.advance(SignedDuration::from_secs(2));
    assert_ne!(seen().await, first);
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let phone = sign_in(&app, &bruno).await;
    let body = json!({ "current": PASSWORD, "new": "dos azulejos azules" });
    assert_eq!(bruno.client.put("/me/password", body).await.status, 204);
    assert_eq!(bruno.client.get("/session").await.status, 200);
    assert_eq!(
        phone.get("/session").await.to_string(),
        "401 unauthenticated"
    );

    let old = json!({ "email": bruno.email, "password": PASSWORD });
    assert_eq!(app.stranger().post("/session", old).await.status, 401);
    let new = json!({ "email": bruno.email, "password": "dos azulejos azules" });
    assert_eq!(app.stranger().post("/session", new).await.status, 200);
}

#[tokio::test]
async fn a_weak_password_and_a_wrong_current_one_are_refused() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let change = async |current: &str, new: &str| {
        let answer = bruno
            .client
            .put("/me/password", json!({ "current": current, "new": new }))
            .await;
        format!("{answer} {}", answer.field_codes().join(" "))
    };
    let short = change(PASSWORD, "corta").await;
    assert_eq!(short, "422 password_too_short new:password_too_short");
    let email = change(PASSWORD, &bruno.email).await;
    assert_eq!(email, "422 password_is_email new:password_is_email");
    let wrong = change("otra cosa distinta", "dos azulejos azules").await;
    assert_eq!(wrong, "422 wrong_password current:wrong_password");
}
