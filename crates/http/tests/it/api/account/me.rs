//! One's own name and language.

use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_new_name_shows_in_every_organization_and_is_told_there() {
    let app = TestApp::start().await;
    let talavera = app.house("Talavera").await;
    let azul = app.house("Azul").await;
    let invited = azul
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let token = testkit::house::secret_of(&invited.text("/url"));
    let joined = talavera
        .owner
        .client
        .post("/invitations/accept", json!({ "token": token }))
        .await;
    assert_eq!(joined.body["memberships"].as_array().unwrap().len(), 2);
    assert!(joined.cookie().is_none());

    let body = json!({ "name": "  Inés Robles ", "locale": "pt" });
    let me = talavera.owner.client.patch("/me", body).await;
    assert_eq!(
        (me.text("/user/name"), me.text("/user/locale")),
        ("Inés Robles".into(), "pt".into())
    );
    let members = azul.owner.get("/members").await;
    assert_eq!(members.body["data"][1]["name"], "Inés Robles");
    for house in [&talavera, &azul] {
        let events = house.owner.get("/events?after=0").await;
        let last = events.body["data"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        assert_eq!(last["type"], "member.updated");
        assert_eq!(last["actor"]["name"], "Inés Robles");
    }
}

#[tokio::test]
async fn an_empty_name_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let answer = house
        .owner
        .client
        .patch("/me", json!({ "name": " " }))
        .await;
    assert_eq!(answer.to_string(), "422 invalid_request");
    assert_eq!(answer.field_codes(), ["name:required"]);
}

#[tokio::test]
async fn a_program_has_no_account() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let program = house.owner.program(&app, &["conversations.read"]).await;
    assert_eq!(
        program.get("/session").await.to_string(),
        "401 unauthenticated"
    );
    assert_eq!(
        program.get("/me/sessions").await.to_string(),
        "401 unauthenticated"
    );
}
