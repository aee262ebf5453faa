//! In by password: what opens, what does not, and how often one may try.

use jiff::SignedDuration;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::house::PASSWORD;
use testkit::{Answer, TestApp};

async fn try_password(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.stranger().post("/session", body).await
}

#[tokio::test]
async fn the_right_password_opens_and_its_cookie_keeps_the_door_open() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let answer = try_password(&app, &format!(" {} ", bruno.email.to_uppercase()), PASSWORD).await;
    assert_eq!(answer.to_string(), "200");
    assert_eq!(answer.text("/user/email"), bruno.email);
    assert_eq!(answer.body["memberships"][0]["role"], "agent");
    assert_eq!(answer.body["sandbox"], false);

    let browser = app.stranger().with_cookie_of(&answer);
    assert_eq!(browser.get("/session").await.body, answer.body);
    assert_eq!(
        app.stranger().get("/session").await.to_string(),
        "401 unauthenticated"
    );
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let mut took = Vec::new();
    let mut answers = Vec::new();
    for email in [
        bruno.email.as_str(),
        "nobody@talavera.example",
        house.owner.email.as_str(),
    ] {
        let started = Instant::now();
        let mut answer = try_password(&app, email, "no es la contraseña").await;
        took.push(started.elapsed());
        answer.body["request_id"] = json!(null);
        answers.push((answer.status, answer.body));
    }
    assert_eq!(answers[0].1["code"], "invalid_credentials");
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    // Hashing takes tens of milliseconds; an answer without it would come at once.
    assert!(
        took.iter().all(|took| *took > Duration::from_millis(5)),
        "{took:?}"
    );
}

#[tokio::test]
async fn after_five_tries_one_waits_and_the_wait_is_told() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    for _ in 0..5 {
        let answer = try_password(&app, &bruno.email, "no es la contraseña").await;
        assert_eq!(answer.to_string(), "401 invalid_credentials");
    }
    let answer = try_password(&app, &bruno.email, PASSWORD).await;
    assert_eq!(answer.to_string(), "429 too_many_attempts");
    assert_eq!(answer.body["params"]["retry_after_seconds"], 60);
    assert_eq!(answer.header("retry-after"), Some("60"));
    // Somebody else is not held up by it.
    let other = house.member(&app, "Carla", domain::Role::Agent).await;
    assert_eq!(try_password(&app, &other.email, PASSWORD).await.status, 200);

    app.advance(SignedDuration::from_secs(60));
    assert_eq!(try_password(&app, &bruno.email, PASSWORD).await.status, 200);
    // The right one forgave the slips.
    for _ in 0..5 {
        let answer = try_password(&app, &bruno.email, "no es la contraseña").await;
        assert_eq!(answer.to_string(), "401 invalid_credentials");
    }
}

#[tokio::test]
async fn one_network_address_can_not_try_address_after_address() {
    let app = TestApp::start().await;
    let tries = (0..31).map(|number| {
        let app = &app;
        async move {
            let email = format!("nobody-{number}@talavera.example");
            try_password(app, &email, "no es la contraseña")
                .await
                .status
        }
    });
    let mut refused = 0;
    for one in tries {
        refused += usize::from(one.await == 429);
    }
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn the_cookie_is_for_this_host_and_for_no_script() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let answer = try_password(&app, &bruno.email, PASSWORD).await;
    let cookie = answer.cookie().unwrap().to_owned();
    assert!(cookie.starts_with("aldaba="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(
            cookie.contains(attribute),
            "{attribute} is missing in {cookie}"
        );
    }
    assert!(!cookie.contains("Secure"), "{cookie}");

    let app = TestApp::start_at("https://desk.example").await;
    let house = app.house("Talavera").await;
    let bruno = house.member(&app, "Bruno", domain::Role::Agent).await;
    let answer = try_password(&app, &bruno.email, PASSWORD).await;
    let cookie = answer.cookie().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-aldaba="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
        assert!(
            cookie.contains(attribute),
            "{attribute} is missing in {cookie}"
        );
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn a_page_of_another_site_can_not_sign_anybody_in_or_out() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let evil = house
        .owner
        .client
        .with("origin".parse().unwrap(), "https://evil.example");
    let body = json!({ "email": house.owner.email, "password": PASSWORD });
    assert_eq!(
        evil.post("/session", body).await.to_string(),
        "403 cross_site"
    );
    assert_eq!(evil.delete("/session").await.to_string(), "403 cross_site");
    assert_eq!(house.owner.client.get("/session").await.status, 200);
}
