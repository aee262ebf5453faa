//! A number is claimed by whoever's token reads it, and by nobody else.

use super::{NUMBER, WABA, line, meta_app, number, phone};
use domain::Role;
use sandbox::{TemplateSpec, TemplateStatus};
use serde_json::json;
use testkit::{Answer, Person, TestApp};

fn template(app: &TestApp, name: &str) {
    app.sandbox.add_template(TemplateSpec {
        waba_id: WABA.to_owned(),
        name: name.to_owned(),
        language: "es_MX".to_owned(),
        category: "UTILITY".to_owned(),
        components: json!([{ "type": "BODY", "text": "Su pedido está listo." }]),
        status: TemplateStatus::Approved,
        parameter_format: None,
    });
}

#[tokio::test]
async fn templates_are_read_with_a_line_s_first_token_and_with_each_new_one() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good", "EAAG-new"]);
    template(&app, "pedido_listo");
    let owner = app.house("Talavera").await.owner;
    let meta_app = with_app(&owner).await;
    let id = owner.post("/lines", line(&meta_app)).await.text("/id");
    let path = owner.path("/templates");
    let is_read = |answer: &Answer, name: &str| {
        let all = answer.body["data"].as_array().unwrap();
        all.iter().any(|it| it["name"] == name)
    };
    app.eventually(&owner.client, &path, |answer| {
        is_read(answer, "pedido_listo")
    })
    .await;
    template(&app, "pedido_en_camino");
    owner
        .patch(
            &format!("/lines/{id}"),
            json!({ "access_token": "EAAG-new" }),
        )
        .await;
    app.eventually(&owner.client, &path, |answer| {
        is_read(answer, "pedido_en_camino")
    })
    .await;
}

async fn with_app(owner: &Person) -> String {
    owner.post("/meta-apps", meta_app()).await.text("/id")
}

#[tokio::test]
async fn a_line_shows_what_the_provider_told() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = with_app(&owner).await;
    let made = owner.post("/lines", line(&meta_app)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.text("/phone"), "+525555550100");
    assert!(!made.text("/queue/name").is_empty());
    let door = &made.body["doors"][0];
    assert_eq!(door["state"], "connected");
    assert_eq!(door["kind"], "cloud");
    assert_eq!(door["verified_name"], "Azulejos Talavera");
    assert_eq!(door["quality_rating"], "GREEN");
    assert_eq!(door["throughput"], "STANDARD");
    assert_eq!(door["phone_number_id"], NUMBER);
    assert_eq!(door["error"], json!(null));
    let address = format!("{}/hooks/meta/{meta_app}", app.address());
    assert_eq!(door["webhook"]["url"], address);
    let fields = door["webhook"]["fields"].as_array().unwrap();
    for field in ["messages", "account_update", "user_preferences"] {
        assert!(fields.contains(&json!(field)), "{field}");
    }
    assert!(!made.body.to_string().contains("EAAG"));
    let shown = owner.get(&format!("/lines/{}", made.text("/id"))).await;
    assert_eq!(shown.body, made.body);
    let events = owner.get("/events?after=0").await;
    let told = events.body["data"]
        .as_array()
        .unwrap()
        .iter()
        .any(|event| event["type"] == "line.updated");
    assert!(told);
}

#[tokio::test]
async fn an_agent_sees_lines_without_the_provider_s_ids() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let house = app.house("Talavera").await;
    let meta_app = with_app(&house.owner).await;
    house.owner.post("/lines", line(&meta_app)).await;
    let agent = house.member(&app, "Ana", Role::Agent).await;
    let lines = agent.get("/lines").await;
    assert_eq!(lines.text("/data/0/name"), "Ventas");
    let door = &lines.body["data"][0]["doors"][0];
    for hidden in ["phone_number_id", "waba_id", "meta_app_id", "webhook"] {
        assert_eq!(door[hidden], json!(null), "{hidden}");
    }
    assert_eq!(
        agent.post("/lines", line(&meta_app)).await.to_string(),
        "403 forbidden"
    );
    assert_eq!(agent.get("/meta-apps").await.to_string(), "403 forbidden");
}

#[tokio::test]
async fn a_token_that_reads_nothing_claims_nothing() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-other"]);
    let owner = app.house("Talavera").await.owner;
    let meta_app = with_app(&owner).await;
    let refused = owner.post("/lines", line(&meta_app)).await;
    assert_eq!(refused.to_string(), "422 graph_refused");
    assert_eq!(refused.body["params"]["graph_code"], 190);
    assert!(
        refused.body["params"]["graph_message"]
            .as_str()
            .unwrap()
            .contains("token")
    );
    assert_eq!(refused.body["params"]["status"], 401);
    assert_eq!(owner.get("/lines").await.body["data"], json!([]));
    number(&app, &["EAAG-good"]);
    assert_eq!(owner.post("/lines", line(&meta_app)).await.status, 201);
}

#[tokio::test]
async fn a_number_must_stand_under_the_account_that_is_named() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    phone(&app, "200000000000002", "100000000000002", &["EAAG-good"]);
    let owner = app.house("Talavera").await.owner;
    let mut wrong = line(&with_app(&owner).await);
    wrong["waba_id"] = json!("100000000000002");
    assert_eq!(
        owner.post("/lines", wrong.clone()).await.to_string(),
        "422 waba_mismatch"
    );
    wrong["waba_id"] = json!(WABA);
    assert_eq!(owner.post("/lines", wrong).await.status, 201);
}

#[tokio::test]
async fn a_number_is_claimed_once_and_nobody_is_told_by_whom() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let (ours, theirs) = (
        app.house("Talavera").await.owner,
        app.house("Puebla").await.owner,
    );
    let made = ours.post("/lines", line(&with_app(&ours).await)).await;
    assert_eq!(made.status, 201);
    let refused = theirs.post("/lines", line(&with_app(&theirs).await)).await;
    assert_eq!(refused.to_string(), "409 number_claimed");
    let told = refused.body.to_string();
    assert!(!told.contains("Talavera") && !told.contains(&ours.organization.to_string()));
    assert_eq!(theirs.get("/lines").await.body["data"], json!([]));
}

#[tokio::test]
async fn wrong_fields_are_named_before_meta_is_asked() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let meta_app = with_app(&owner).await;
    let body = json!({
        "name": " ", "meta_app_id": meta_app, "phone_number_id": "55 5555", "waba_id": "x", "access_token": "a b",
    });
    let refused = owner.post("/lines", body).await;
    assert_eq!(refused.to_string(), "422 invalid_request");
    let codes = refused.field_codes();
    assert_eq!(
        codes,
        [
            "name:required",
            "phone_number_id:invalid",
            "waba_id:invalid",
            "access_token:invalid"
        ]
    );
    let mut elsewhere = line(&meta_app);
    elsewhere["meta_app_id"] = json!(null);
    let refused = owner.post("/lines", elsewhere).await;
    assert_eq!(refused.field_codes(), ["meta_app_id:not_found"]);
}

#[tokio::test]
async fn another_organization_s_app_and_queue_are_not_there() {
    let app = TestApp::start().await;
    number(&app, &["EAAG-good"]);
    let (ours, theirs) = (
        app.house("Talavera").await.owner,
        app.house("Puebla").await.owner,
    );
    let own = with_app(&ours).await;
    let foreign = with_app(&theirs).await;
    let refused = ours.post("/lines", line(&foreign)).await;
    assert_eq!(refused.field_codes(), ["meta_app_id:not_found"]);
    let mut body = line(&own);
    body["queue_id"] = theirs.get("/queues").await.body["data"][0]["id"].clone();
    assert_eq!(
        ours.post("/lines", body).await.field_codes(),
        ["queue_id:not_found"]
    );
}
