//! Invitations: made, shown once, accepted once, revoked.

use domain::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::house::{PASSWORD, accept, secret_of};
use testkit::{Answer, TestApp};

async fn accept_with(app: &TestApp, invited: &Answer, mut form: Value) -> Answer {
    form["token"] = json!(secret_of(&invited.text("/url")));
    app.stranger().post("/invitations/accept", form).await
}

#[tokio::test]
async fn somebody_new_joins_with_the_role_they_were_given() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let body = json!({ "role": "supervisor", "email": "Bruno@Talavera.example" });
    let invited = house.owner.post("/invitations", body).await;
    assert_eq!(invited.status, 201);
    let looked = json!({ "token": secret_of(&invited.text("/url")) });
    let looked = app.stranger().post("/links/inspect", looked).await;
    assert_eq!(
        [
            looked.text("/kind"),
            looked.text("/organization_name"),
            looked.text("/email"),
            looked.text("/role")
        ],
        [
            "invitation",
            "Talavera",
            "bruno@talavera.example",
            "supervisor"
        ]
    );
    let listed = house.owner.get("/invitations").await;
    assert_eq!(listed.body["data"][0]["id"], invited.body["id"]);
    assert_eq!(listed.body["data"][0]["url"], json!(null));

    let me = accept(&app, &invited, "Bruno Lima").await;
    assert_eq!(me.text("/memberships/0/role"), "supervisor");
    assert_eq!(me.text("/user/email"), "bruno@talavera.example");
    assert_eq!(me.text("/user/locale"), "es");
    let form = json!({ "name": "Carla", "email": "carla@talavera.example", "password": PASSWORD });
    assert_eq!(
        accept_with(&app, &invited, form).await.to_string(),
        "410 link_expired"
    );
    assert_eq!(
        house.owner.get("/invitations").await.body["data"],
        json!([])
    );
    let members = house.owner.get("/members").await;
    assert_eq!(members.body["data"][1]["email"], "bruno@talavera.example");
}

#[tokio::test]
async fn an_address_that_has_an_account_is_told_to_sign_in() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let other = app.house("Azul").await;
    let invited = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let form = json!({ "name": "Impostor", "email": other.owner.email, "password": PASSWORD });
    let answer = accept_with(&app, &invited, form).await;
    assert_eq!(answer.to_string(), "409 email_taken");
    // The invitation is not used up by it.
    let token = json!({ "token": secret_of(&invited.text("/url")) });
    let joined = other
        .owner
        .client
        .post("/invitations/accept", token.clone())
        .await;
    assert_eq!(joined.status, 200);
    assert_eq!(joined.body["memberships"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_member_does_not_join_twice() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let body = json!({ "role": "agent", "email": house.owner.email });
    let refused = house.owner.post("/invitations", body).await;
    assert_eq!(refused.to_string(), "409 already_member");
    let invited = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let token = json!({ "token": secret_of(&invited.text("/url")) });
    let answer = house.owner.client.post("/invitations/accept", token).await;
    assert_eq!(answer.to_string(), "409 already_member");
}

#[tokio::test]
async fn a_revoked_invitation_and_a_late_one_open_nothing() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let form =
        || json!({ "name": "Bruno", "email": "bruno@talavera.example", "password": PASSWORD });
    let revoked = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let path = format!("/invitations/{}", revoked.text("/id"));
    assert_eq!(house.owner.delete(&path).await.status, 204);
    assert_eq!(house.owner.delete(&path).await.to_string(), "404 not_found");
    assert_eq!(
        accept_with(&app, &revoked, form()).await.to_string(),
        "404 link_unknown"
    );

    let late = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    app.advance(SignedDuration::from_hours(7 * 24));
    assert_eq!(
        accept_with(&app, &late, form()).await.to_string(),
        "410 link_expired"
    );
}

#[tokio::test]
async fn who_fills_in_the_form_gets_an_account_of_their_own() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let other = app.house("Azul").await;
    let invited = house
        .owner
        .post("/invitations", json!({ "role": "agent" }))
        .await;
    let form = json!({
        "token": secret_of(&invited.text("/url")),
        "name": "Bruno",
        "email": "bruno@talavera.example",
        "password": "corta",
    });
    let answer = other
        .owner
        .client
        .post("/invitations/accept", form.clone())
        .await;
    assert_eq!(answer.field_codes(), ["password:password_too_short"]);
    let mut form = form;
    form["password"] = json!(PASSWORD);
    let answer = other.owner.client.post("/invitations/accept", form).await;
    assert_eq!(answer.text("/user/email"), "bruno@talavera.example");
    assert!(answer.cookie().is_some());
}

#[tokio::test]
async fn only_who_may_manage_members_invites_and_only_owners_invite_owners() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let admin = house.member(&app, "Ada", Role::Admin).await;
    let supervisor = house.member(&app, "Sol", Role::Supervisor).await;
    let invite = |role: &str| json!({ "role": role });
    assert_eq!(
        admin.post("/invitations", invite("admin")).await.status,
        201
    );
    assert_eq!(
        admin
            .post("/invitations", invite("owner"))
            .await
            .to_string(),
        "403 forbidden"
    );
    assert_eq!(
        supervisor
            .post("/invitations", invite("agent"))
            .await
            .to_string(),
        "403 forbidden"
    );
    assert_eq!(
        supervisor.get("/invitations").await.to_string(),
        "403 forbidden"
    );
    let program = house.owner.program(&app, &["members.manage"]).await;
    let path = house.owner.path("/invitations");
    assert_eq!(program.post(&path, invite("agent")).await.status, 201);
    assert_eq!(
        program.post(&path, invite("owner")).await.to_string(),
        "403 forbidden"
    );
}
