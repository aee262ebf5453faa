//! One-time links: they work once, in time, for what they were made.

use jiff::SignedDuration;
use serde_json::json;
use services::people;
use testkit::TestApp;
use testkit::house::secret_of;

#[tokio::test]
async fn a_sign_in_link_opens_once() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let email = house.owner.email.parse().unwrap();
    let url = people::create_sign_in_link(&app.env, &email).await.unwrap();
    assert!(
        url.starts_with(&format!("{}/link#", app.address())),
        "{url}"
    );
    let token = json!({ "token": secret_of(&url) });
    let looked = app.stranger().post("/links/inspect", token.clone()).await;
    assert_eq!(looked.text("/kind"), "sign_in");
    assert_eq!(looked.text("/email"), house.owner.email);
    assert_eq!(looked.body["organization_name"], json!(null));

    let answer = app.stranger().post("/session/link", token.clone()).await;
    assert_eq!(answer.text("/user/email"), house.owner.email);
    let again = app.stranger().post("/session/link", token.clone()).await;
    assert_eq!(again.to_string(), "410 link_expired");
    let looked = app.stranger().post("/links/inspect", token).await;
    assert_eq!(looked.to_string(), "410 link_expired");
}

#[tokio::test]
async fn two_browsers_that_open_a_link_at_once_do_not_both_get_in() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let email = house.owner.email.parse().unwrap();
    let url = people::create_sign_in_link(&app.env, &email).await.unwrap();
    let body = json!({ "token": secret_of(&url) });
    let (one, other) = (app.stranger(), app.stranger());
    let (one, other) = tokio::join!(
        one.post("/session/link", body.clone()),
        other.post("/session/link", body)
    );
    let mut answers = [one.to_string(), other.to_string()];
    answers.sort();
    assert_eq!(answers, ["200", "410 link_expired"]);
}

#[tokio::test]
async fn an_old_link_and_a_made_up_one_open_nothing() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let email = house.owner.email.parse().unwrap();
    let url = people::create_sign_in_link(&app.env, &email).await.unwrap();
    app.advance(SignedDuration::from_hours(24));
    let late = app
        .stranger()
        .post("/session/link", json!({ "token": secret_of(&url) }))
        .await;
    assert_eq!(late.to_string(), "410 link_expired");
    for made_up in [
        "",
        "x",
        &"a".repeat(43),
        &"ñ".repeat(43),
        &"a".repeat(10_000),
    ] {
        for path in ["/session/link", "/links/inspect", "/invitations/accept"] {
            let answer = app.stranger().post(path, json!({ "token": made_up })).await;
            assert_eq!(answer.to_string(), "404 link_unknown", "{path} {made_up}");
        }
    }
}

#[tokio::test]
async fn an_invitation_is_no_sign_in_link() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let invited = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let body = json!({ "token": secret_of(&invited.text("/url")) });
    assert_eq!(
        app.stranger().post("/session/link", body).await.to_string(),
        "404 link_unknown"
    );
}
