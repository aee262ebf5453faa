//! Templates: written, reviewed, sent, changed by Meta, deleted.

use std::time::Duration;

use aldaba_sandbox::{TemplateStatus, TemplateVerdict};
use reqwest::Method;
use serde_json::{Value, json};

use crate::receiver::Receiver;
use crate::stage::{ANA, Stage};

const PATH: &str = "/v23.0/800000000000001/message_templates";

fn draft(name: &str, text: &str) -> Value {
    json!({
        "name": name, "language": "es_MX", "category": "UTILITY",
        "components": [
            { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::x"] } },
            { "type": "BODY", "text": text, "example": { "body_text": [["Ana", "123"]] } },
            { "type": "FOOTER", "text": "Azulejos" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Recibido" },
                { "type": "URL", "text": "Ver", "url": "https://azulejos.example/{{1}}", "example": ["123"] },
            ] },
        ],
    })
}

const TEXT: &str = "Hola {{1}}, su pedido número {{2}} ya está listo.";

async fn create(stage: &Stage, draft: Value) -> String {
    let (status, answer) = stage.post(PATH, draft).await;
    assert_eq!(
        (status, &answer["status"]),
        (200, &json!("PENDING")),
        "{answer}"
    );
    answer["id"].as_str().unwrap().to_owned()
}

/// A message of the template, with everything that it asks for.
fn filled(picture: &str) -> Value {
    let values = json!([{ "type": "text", "text": "Ana" }, { "type": "text", "text": "A-7" }]);
    json!({ "name": "pedido", "language": { "code": "es_MX" }, "components": [
        { "type": "header", "parameters": [{ "type": "image", "image": { "id": picture } }] },
        { "type": "body", "parameters": values },
        { "type": "button", "sub_type": "quick_reply", "index": 0,
          "parameters": [{ "type": "payload", "payload": "got-it" }] },
        { "type": "button", "sub_type": "url", "index": "1",
          "parameters": [{ "type": "text", "text": "A-7" }] },
    ] })
}

/// The first value of a field that says this of a template.
async fn news(receiver: &Receiver, field: &str, name: &str, value: &str) -> Value {
    let of = |it: &Receiver| {
        let changes = it.changes();
        changes
            .into_iter()
            .find(|change| change["field"] == field && change["value"][name] == value)
            .map(|change| change["value"].clone())
    };
    receiver.until(of).await
}

#[tokio::test]
async fn a_template_is_written_reviewed_sent_and_tapped() {
    let stage = Stage::new().await;
    let id = create(&stage, draft("pedido", TEXT)).await;
    let told = news(
        &stage.receiver,
        "message_template_status_update",
        "event",
        "APPROVED",
    )
    .await;
    assert_eq!(told["message_template_id"].to_string(), id);
    assert_eq!(told["reason"], "NONE");
    let template = filled(&stage.media_id("image").await);
    let wamid = stage.accepted("template", template).await;
    stage.receiver.until_state(&wamid, "delivered").await;
    let bubble = stage.bubble(&wamid).await;
    assert_eq!(
        bubble.text.as_deref(),
        Some("Hola Ana, su pedido número A-7 ya está listo.")
    );
    assert_eq!(bubble.media.unwrap().mime_type, "image/jpeg");
    let rendered = &bubble.content["rendered"];
    assert_eq!(rendered["footer"], "Azulejos");
    assert_eq!(
        rendered["buttons"][1]["url"],
        "https://azulejos.example/A-7"
    );
    let tap = aldaba_sandbox::SendAsCustomer {
        kind: aldaba_sandbox::CustomerMessageKind::Button,
        content: json!({ "text": "Recibido" }),
        reply_to: Some(wamid.clone()),
        ..crate::stage::letter(ANA, "")
    };
    let message = stage.sent_as(tap).await;
    assert_eq!(
        message["button"],
        json!({ "payload": "got-it", "text": "Recibido" })
    );
    assert_eq!(message["context"]["id"], json!(wamid));
}

#[tokio::test]
async fn what_does_not_fit_the_template_is_refused() {
    let stage = Stage::new().await;
    create(&stage, draft("pedido", TEXT)).await;
    news(
        &stage.receiver,
        "message_template_status_update",
        "event",
        "APPROVED",
    )
    .await;
    let template = filled(&stage.media_id("image").await);
    for (place, value, code) in [
        (
            "/components/0/parameters/0",
            json!({ "type": "text", "text": "x" }),
            132_012,
        ),
        ("/components/1/parameters/1/text", json!("a\nb"), 132_018),
        (
            "/components/1/parameters/1/text",
            json!("x".repeat(1_024)),
            132_005,
        ),
        ("/components/1/parameters", json!([]), 132_000),
        ("/components/3/index", json!("5"), 132_018),
        ("/components/3/type", json!("footer"), 131_008),
        ("/name", json!("otro"), 132_001),
    ] {
        let mut wrong = template.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        let body = json!({ "to": ANA, "type": "template", "template": wrong });
        let (_, answer) = stage.message(body).await;
        assert_eq!(answer["error"]["code"], code, "{place}: {answer}");
    }
}

#[tokio::test]
async fn the_review_has_rules() {
    let stage = Stage::with(|config| config.template_review = None).await;
    for (name, text, reason) in [
        (
            "a",
            "Hola {{1}}{{2}} escriba pronto a nuestra tienda por favor.",
            "INVALID_FORMAT",
        ),
        (
            "b",
            "Hola {{1}}, envíe su contraseña para el pedido {{2}} por favor.",
            "SCAM",
        ),
        (
            "c",
            "Hola {{1}}, vea https://bit.ly/x para el pedido {{2}} por favor.",
            "INVALID_FORMAT",
        ),
    ] {
        let id = create(&stage, draft(name, text)).await;
        assert!(stage.sandbox.review_template(&id));
        let told = news(
            &stage.receiver,
            "message_template_status_update",
            "message_template_name",
            name,
        )
        .await;
        assert_eq!(
            (&told["event"], &told["reason"]),
            (&json!("REJECTED"), &json!(reason))
        );
        assert!(told["rejection_info"]["recommendation"].is_string());
        let (_, read) = stage
            .get(&format!("/{id}?fields=status,rejected_reason"))
            .await;
        assert_eq!(read["rejected_reason"], reason);
    }
    let ad = "Hola {{1}}, oferta especial sólo para usted con el código {{2}} esta semana.";
    let id = create(&stage, draft("d", ad)).await;
    stage.sandbox.review_template(&id);
    let told = news(
        &stage.receiver,
        "template_category_update",
        "new_category",
        "MARKETING",
    )
    .await;
    assert_eq!(told["previous_category"], "UTILITY");
    let (_, read) = stage.get(&format!("/{id}")).await;
    assert_eq!(
        (&read["status"], &read["category"]),
        (&json!("APPROVED"), &json!("MARKETING"))
    );
}

#[tokio::test]
async fn meta_pauses_disables_and_rates() {
    let stage = Stage::new().await;
    let (_, list) = stage.get(PATH).await;
    let id = list["data"][0]["id"].as_str().unwrap().to_owned();
    let hello = json!({ "name": "hello_world", "language": { "code": "en_US" } });
    for (status, code) in [
        (TemplateStatus::Paused, 132_015),
        (TemplateStatus::Disabled, 132_016),
        (TemplateStatus::Rejected, 132_001),
    ] {
        let verdict = TemplateVerdict {
            status: Some(status),
            ..TemplateVerdict::default()
        };
        assert!(stage.sandbox.change_template(&id, &verdict));
        let body = json!({ "to": ANA, "type": "template", "template": hello });
        let (_, answer) = stage.message(body).await;
        assert_eq!(answer["error"]["code"], code);
    }
    let verdict = TemplateVerdict {
        quality: Some("RED".into()),
        ..TemplateVerdict::default()
    };
    stage.sandbox.change_template(&id, &verdict);
    let told = news(
        &stage.receiver,
        "message_template_quality_update",
        "new_quality_score",
        "RED",
    )
    .await;
    assert_eq!(told["previous_quality_score"], "UNKNOWN");
}

#[tokio::test]
async fn an_approved_template_is_edited_once_a_day() {
    let stage = Stage::with(|config| config.template_review = None).await;
    let id = create(&stage, draft("pedido", TEXT)).await;
    let path = format!("/{id}");
    let body = json!({ "components": [{ "type": "BODY", "text": "Listo" }] });
    let (status, locked) = stage.post(&path, body.clone()).await;
    assert_eq!(
        (status, &locked["error"]["error_subcode"]),
        (400, &json!(2_388_039))
    );
    stage.sandbox.review_template(&id);
    let category = json!({ "category": "MARKETING" });
    assert_eq!(
        stage.post(&path, category).await.0,
        400,
        "fixed once approved"
    );
    assert_eq!(
        stage.post(&path, body.clone()).await,
        (200, json!({ "success": true }))
    );
    stage.sandbox.review_template(&id);
    assert_eq!(stage.post(&path, body.clone()).await.0, 400, "twice a day");
    stage.sandbox.advance_clock(Duration::from_hours(24));
    assert_eq!(stage.post(&path, body).await.0, 200);
}

#[tokio::test]
async fn lists_are_filtered_paged_and_summed_up() {
    let stage = Stage::with(|config| config.template_review = None).await;
    for name in ["uno", "dos", "tres"] {
        create(&stage, draft(name, TEXT)).await;
    }
    let (_, page) = stage
        .get(&format!(
            "{PATH}?limit=2&fields=name&summary=total_count,message_template_limit"
        ))
        .await;
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    assert_eq!(
        page["summary"],
        json!({ "total_count": 4, "message_template_limit": 6_000 })
    );
    let next = page["paging"]["next"].as_str().unwrap();
    let (_, rest) = stage
        .get(next.strip_prefix(stage.sandbox.url()).unwrap())
        .await;
    assert_eq!(rest["data"].as_array().unwrap().len(), 2);
    assert!(rest["paging"].get("next").is_none());
    let back = rest["paging"]["previous"].as_str().unwrap();
    let (_, first) = stage
        .get(back.strip_prefix(stage.sandbox.url()).unwrap())
        .await;
    assert_eq!(first["data"], page["data"]);
    for (query, count) in [
        ("status=APPROVED", 1),
        ("status=PENDING&language=es_MX", 3),
        ("name=dos", 1),
        ("category=[\"UTILITY\"]", 4),
        ("name_or_content=welcome", 1),
        ("quality_score=GREEN", 0),
    ] {
        let (_, list) = stage.get(&format!("{PATH}?{query}")).await;
        assert_eq!(list["data"].as_array().unwrap().len(), count, "{query}");
    }
}

#[tokio::test]
async fn names_rest_after_they_are_deleted() {
    let stage = Stage::with(|config| config.template_review = None).await;
    let id = create(&stage, draft("pedido", TEXT)).await;
    let (_, twice) = stage.post(PATH, draft("pedido", TEXT)).await;
    assert_eq!(twice["error"]["error_subcode"], 2_388_024);
    assert!(twice["error"]["error_user_msg"].is_string());
    stage.sandbox.review_template(&id);
    let gone = async |query: &str| {
        let path = format!("{PATH}?{query}");
        stage.call(Method::DELETE, &path, Value::Null).await
    };
    let by_id = format!("hsm_id={id}&name=pedido");
    assert_eq!(gone(&by_id).await.0, 200);
    assert_eq!(
        gone("name=pedido").await.1["error"]["error_subcode"],
        2_593_002
    );
    let (_, resting) = stage.post(PATH, draft("pedido", TEXT)).await;
    assert_eq!(resting["error"]["error_subcode"], 2_388_023);
    stage.sandbox.advance_clock(Duration::from_hours(24 * 30));
    let again = create(&stage, draft("pedido", TEXT)).await;
    let other = create(&stage, draft("otro", TEXT)).await;
    assert_eq!(gone(&format!("hsm_ids=[{again},\"{other}\"]")).await.0, 200);
    assert_eq!(gone(&format!("hsm_ids=[{again}]&name=x")).await.0, 400);
    assert_eq!(gone("").await.0, 400);
}

#[tokio::test]
async fn a_hundred_templates_an_hour() {
    let stage = Stage::with(|config| config.template_review = None).await;
    for number in 0..100 {
        create(&stage, draft(&format!("t{number}"), TEXT)).await;
    }
    let (status, answer) = stage.post(PATH, draft("more", TEXT)).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(80_007)));
    stage.sandbox.advance_clock(Duration::from_hours(1));
    create(&stage, draft("more", TEXT)).await;
}
