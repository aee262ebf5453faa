//! The first owner: by the link of the first start, once.

use jiff::SignedDuration;
use serde_json::{Value, json};
use services::people;
use testkit::TestApp;
use testkit::house::secret_of;

fn form(token: &str) -> Value {
    json!({
        "token": token,
        "name": "Inés Robles",
        "email": "Ines@Talavera.example",
        "password": "un azulejo azul",
        "organization": {
            "name": "Azulejos Talavera",
            "country": "MX",
            "time_zone": "America/Mexico_City",
            "locale": "es",
        },
    })
}

async fn link(app: &TestApp) -> Option<String> {
    let url = people::create_setup_link(&app.env).await.unwrap();
    url.map(|url| secret_of(&url))
}

#[tokio::test]
async fn the_first_owner_moves_in_and_the_link_is_used_up() {
    let app = TestApp::start().await;
    let token = link(&app).await.unwrap();
    let looked = app
        .stranger()
        .post("/links/inspect", json!({ "token": token }))
        .await;
    assert_eq!(looked.text("/kind"), "setup");

    let me = app.stranger().post("/setup", form(&token)).await;
    assert_eq!(me.to_string(), "200");
    assert_eq!(me.text("/user/email"), "ines@talavera.example");
    assert_eq!(me.text("/memberships/0/role"), "owner");
    assert_eq!(
        me.body["memberships"][0]["permissions"]
            .as_array()
            .unwrap()
            .len(),
        16
    );
    let organization = me.text("/memberships/0/organization/id");
    let browser = app.stranger().with_cookie_of(&me);
    let queues = browser
        .get(&format!("/organizations/{organization}/queues"))
        .await;
    assert_eq!(queues.body["data"][0]["name"], "General");
    assert_eq!(
        queues.body["data"][0]["reopen"],
        json!({ "policy": "reopen", "within_hours": 24 })
    );

    let again = app.stranger().post("/setup", form(&token)).await;
    assert_eq!(again.to_string(), "410 link_expired");
    assert!(link(&app).await.is_none());
}

#[tokio::test]
async fn only_the_newest_link_sets_up_and_only_in_time() {
    let app = TestApp::start().await;
    let first = link(&app).await.unwrap();
    let second = link(&app).await.unwrap();
    assert_eq!(
        app.stranger()
            .post("/setup", form(&first))
            .await
            .to_string(),
        "404 link_unknown"
    );
    app.advance(SignedDuration::from_hours(25));
    assert_eq!(
        app.stranger()
            .post("/setup", form(&second))
            .await
            .to_string(),
        "410 link_expired"
    );
}

#[tokio::test]
async fn every_wrong_field_is_named_and_the_link_still_works() {
    let app = TestApp::start().await;
    let token = link(&app).await.unwrap();
    let mut wrong = form(&token);
    wrong["name"] = json!("");
    wrong["email"] = json!("ines");
    wrong["password"] = json!("corta");
    wrong["organization"]["country"] = json!("Mexico");
    wrong["organization"]["time_zone"] = json!("Puebla");
    let answer = app.stranger().post("/setup", wrong).await;
    assert_eq!(answer.to_string(), "422 invalid_request");
    assert_eq!(
        answer.field_codes(),
        [
            "name:required",
            "email:email_invalid",
            "password:password_too_short",
            "organization.country:country_unknown",
            "organization.time_zone:time_zone_unknown",
        ]
    );
    assert_eq!(
        app.stranger().post("/setup", form(&token)).await.status,
        200
    );
}

#[tokio::test]
async fn a_sign_in_link_sets_nothing_up() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let email = house.owner.email.parse().unwrap();
    let url = people::create_sign_in_link(&app.env, &email).await.unwrap();
    let answer = app.stranger().post("/setup", form(&secret_of(&url))).await;
    assert_eq!(answer.to_string(), "404 link_unknown");
}
