//! Queues: listed and changed.

use domain::Role;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_queue_s_reopen_policy_is_changed_piece_by_piece() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let listed = house.owner.get("/queues").await;
    let path = format!("/queues/{}", listed.text("/data/0/id"));
    let changed = house
        .owner
        .patch(&path, json!({ "reopen": { "within_hours": 72 } }))
        .await;
    assert_eq!(changed.body["reopen"]["within_hours"], 72);
    assert_eq!(
        changed.body["reopen"]["policy"],
        listed.body["data"][0]["reopen"]["policy"]
    );
    let changed = house
        .owner
        .patch(
            &path,
            json!({ "name": "Ventas", "reopen": { "policy": "new" } }),
        )
        .await;
    assert_eq!(changed.text("/name"), "Ventas");
    assert_eq!(
        changed.body["reopen"],
        json!({ "policy": "new", "within_hours": 72 })
    );
    let refused = house
        .owner
        .patch(&path, json!({ "reopen": { "within_hours": -1 } }))
        .await;
    assert_eq!(refused.field_codes(), ["reopen.within_hours:out_of_range"]);
    let agent = house.member(&app, "Ana", Role::Agent).await;
    assert_eq!(agent.get("/queues").await.text("/data/0/name"), "Ventas");
    assert_eq!(
        agent.patch(&path, json!({ "name": "x" })).await.to_string(),
        "403 forbidden"
    );
    let stranger = app.house("Puebla").await.owner;
    assert_eq!(
        stranger
            .patch(&path, json!({ "name": "x" }))
            .await
            .to_string(),
        "404 not_found"
    );
}
