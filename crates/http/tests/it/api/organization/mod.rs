//! The organization itself.

use domain::Role;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn what_is_left_out_stays() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let before = house.owner.get("").await;
    assert_eq!(before.text("/name"), "Talavera");
    let changed = house
        .owner
        .patch(
            "",
            json!({ "country": "BR", "time_zone": "America/Sao_Paulo" }),
        )
        .await;
    let mut expected = before.body;
    expected["country"] = json!("BR");
    expected["time_zone"] = json!("America/Sao_Paulo");
    assert_eq!(changed.body, expected);
    assert_eq!(house.owner.get("").await.body, expected);
}

#[tokio::test]
async fn who_may_not_manage_it_may_see_it() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let supervisor = house.member(&app, "Sol", Role::Supervisor).await;
    assert_eq!(supervisor.get("").await.status, 200);
    let refused = supervisor.patch("", json!({ "name": "Otra" })).await;
    assert_eq!(refused.to_string(), "403 forbidden");
    let wrong = house
        .owner
        .patch("", json!({ "country": "XX", "time_zone": "Luna" }))
        .await;
    assert_eq!(
        wrong.field_codes(),
        ["country:country_unknown", "time_zone:time_zone_unknown"]
    );
}
