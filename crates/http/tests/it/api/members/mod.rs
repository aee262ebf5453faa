//! Members: listed, given roles, disabled.

use domain::{MemberId, Role};
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn everybody_sees_who_is_there_and_some_see_addresses() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let agent = house.member(&app, "Ana", Role::Agent).await;
    let supervisor = house.member(&app, "Sol", Role::Supervisor).await;
    let seen = agent.get("/members").await;
    assert_eq!(seen.body["data"].as_array().unwrap().len(), 3);
    assert_eq!(seen.body["data"][1]["name"], "Ana");
    assert_eq!(seen.body["data"][1]["email"], json!(null));
    let seen = supervisor.get("/members").await;
    assert_eq!(seen.body["data"][1]["email"], agent.email);
    assert_eq!(seen.body["data"][1]["state"], "active");
}

#[tokio::test]
async fn a_disabled_member_is_out_at_once_and_comes_back_when_enabled() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let ana = house.member(&app, "Ana", Role::Agent).await;
    assert_eq!(ana.get("/members").await.status, 200);
    let path = format!("/members/{}", ana.member);
    let disabled = house
        .owner
        .patch(&path, json!({ "state": "disabled" }))
        .await;
    assert_eq!(disabled.text("/state"), "disabled");
    assert_eq!(ana.get("/members").await.to_string(), "404 not_found");
    let me = ana.client.get("/session").await;
    assert_eq!(me.body["memberships"], json!([]));
    house.owner.patch(&path, json!({ "state": "active" })).await;
    assert_eq!(ana.get("/members").await.status, 200);
}

#[tokio::test]
async fn a_new_role_counts_at_the_next_request_and_is_told() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let ana = house.member(&app, "Ana", Role::Agent).await;
    assert_eq!(ana.get("/invitations").await.to_string(), "403 forbidden");
    let path = format!("/members/{}", ana.member);
    assert_eq!(
        house
            .owner
            .patch(&path, json!({ "role": "admin" }))
            .await
            .text("/role"),
        "admin"
    );
    assert_eq!(ana.get("/invitations").await.status, 200);
    let events = house.owner.get("/events?after=0").await;
    let last = events.body["data"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["type"], "member.updated");
    assert_eq!(last["actor"]["member_id"], house.owner.member.to_string());
}

#[tokio::test]
async fn the_last_active_owner_stays() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let own = format!("/members/{}", house.owner.member);
    for change in [json!({ "role": "admin" }), json!({ "state": "disabled" })] {
        assert_eq!(
            house.owner.patch(&own, change).await.to_string(),
            "409 last_owner"
        );
    }
    let second = house.member(&app, "Olga", Role::Owner).await;
    let theirs = format!("/members/{}", second.member);
    house
        .owner
        .patch(&theirs, json!({ "state": "disabled" }))
        .await;
    // A disabled owner owns nothing.
    assert_eq!(
        house
            .owner
            .patch(&own, json!({ "role": "admin" }))
            .await
            .to_string(),
        "409 last_owner"
    );
    house
        .owner
        .patch(&theirs, json!({ "state": "active" }))
        .await;
    assert_eq!(
        house
            .owner
            .patch(&own, json!({ "role": "admin" }))
            .await
            .text("/role"),
        "admin"
    );
}

#[tokio::test]
async fn of_two_owners_who_leave_at_once_one_stays() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let second = house.member(&app, "Olga", Role::Owner).await;
    let (own, theirs) = (
        format!("/members/{}", house.owner.member),
        format!("/members/{}", second.member),
    );
    let leave = json!({ "role": "agent" });
    let (one, other) = tokio::join!(
        house.owner.patch(&own, leave.clone()),
        second.patch(&theirs, leave)
    );
    let mut answers = [one.to_string(), other.to_string()];
    answers.sort();
    assert_eq!(answers, ["200", "409 last_owner"]);
}

#[tokio::test]
async fn only_an_owner_gives_and_takes_ownership() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let admin = house.member(&app, "Ada", Role::Admin).await;
    let agent = house.member(&app, "Ana", Role::Agent).await;
    let second = house.member(&app, "Olga", Role::Owner).await;
    let path = |member: MemberId| format!("/members/{member}");
    let make = |role: &str| json!({ "role": role });
    assert_eq!(
        admin
            .patch(&path(agent.member), make("owner"))
            .await
            .to_string(),
        "403 forbidden"
    );
    assert_eq!(
        admin
            .patch(&path(second.member), make("agent"))
            .await
            .to_string(),
        "403 forbidden"
    );
    let disabled = admin
        .patch(&path(second.member), json!({ "state": "disabled" }))
        .await;
    assert_eq!(disabled.to_string(), "403 forbidden");
    assert_eq!(
        admin
            .patch(&path(agent.member), make("supervisor"))
            .await
            .status,
        200
    );
    assert_eq!(
        agent
            .patch(&path(agent.member), make("admin"))
            .await
            .to_string(),
        "403 forbidden"
    );
}
