//! What a business sets up at its number: profile, QR codes, blocks, shop, codes and limits.

use aldaba_sandbox::PhoneChange;
use reqwest::Method;
use serde_json::{Value, json};

use crate::receiver::Receiver;
use crate::stage::{ANA, ANA_ID, NOBODY, PHONE, Stage, WABA};

#[tokio::test]
async fn a_profile_always_has_its_vertical() {
    let stage = Stage::new().await;
    let path = format!("/v23.0/{PHONE}/whatsapp_business_profile");
    let (_, empty) = stage.get(&path).await;
    assert_eq!(empty["data"][0]["vertical"], "UNDEFINED");
    let profile = json!({
        "messaging_product": "whatsapp", "about": "Azulejos", "email": "a@azulejos.example",
        "websites": ["https://azulejos.example"], "vertical": "RETAIL",
    });
    assert_eq!(
        stage.post(&path, profile).await,
        (200, json!({ "success": true }))
    );
    let (_, read) = stage.get(&format!("{path}?fields=about,websites")).await;
    assert_eq!(
        read["data"][0],
        json!({
            "messaging_product": "whatsapp", "about": "Azulejos",
            "websites": ["https://azulejos.example"], "vertical": "RETAIL",
        })
    );
}

#[tokio::test]
async fn qr_codes_are_made_changed_and_deleted() {
    let stage = Stage::new().await;
    let path = format!("/{PHONE}/message_qrdls");
    let make = json!({ "prefilled_message": "Hola", "generate_qr_image": "SVG" });
    let (status, qr) = stage.post(&path, make).await;
    assert_eq!(status, 200, "{qr}");
    let code = qr["code"].as_str().unwrap();
    let picture = stage
        .http
        .get(qr["qr_image_url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert!(picture.text().await.unwrap().contains(code));
    let change = json!({ "code": code, "prefilled_message": "Buenas" });
    assert_eq!(
        stage.post(&path, change).await.1["prefilled_message"],
        "Buenas"
    );
    let (_, one) = stage.get(&format!("{path}/{code}")).await;
    assert_eq!(
        one["data"][0]["deep_link_url"],
        format!("https://wa.me/message/{code}")
    );
    assert_eq!(
        stage.get(&path).await.1["data"].as_array().unwrap().len(),
        1
    );
    let path_of_it = format!("/{PHONE}/message_qrdls/{code}");
    let gone = || stage.call(Method::DELETE, &path_of_it, Value::Null);
    assert_eq!(gone().await.0, 200);
    assert_eq!(gone().await.0, 400);
    let (status, _) = stage
        .post(
            &path,
            json!({ "prefilled_message": "x", "generate_qr_image": "GIF" }),
        )
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn who_is_blocked_is_heard_no_more() {
    let stage = Stage::new().await;
    let path = format!("/{PHONE}/block_users");
    let users = |list: &[&str]| {
        let list: Vec<_> = list.iter().map(|user| json!({ "user": user })).collect();
        json!({ "messaging_product": "whatsapp", "block_users": list })
    };
    let (status, silent) = stage.post(&path, users(&[ANA])).await;
    assert_eq!(
        (status, &silent["error"]["code"]),
        (400, &json!(139_100)),
        "never wrote"
    );
    stage.write(ANA, "hola");
    let (status, mixed) = stage.post(&path, users(&[ANA, NOBODY])).await;
    assert_eq!((status, &mixed["error"]["code"]), (400, &json!(139_100)));
    assert_eq!(
        mixed["block_users"]["added_users"][0]["wa_id"],
        "525555550101"
    );
    assert_eq!(mixed["block_users"]["failed_users"][0]["input"], NOBODY);
    let (_, list) = stage.get(&path).await;
    assert_eq!(list["data"][0]["user_id"], ANA_ID);
    let (_, answer) = stage
        .message(json!({ "to": ANA, "text": { "body": "x" } }))
        .await;
    assert_eq!(answer["error"]["code"], 130_403);
    stage.write(ANA, "¿me oyen?");
    let by_id = json!({ "messaging_product": "whatsapp", "block_users": [{ "user_id": ANA_ID }] });
    let (status, freed) = stage.call(Method::DELETE, &path, by_id).await;
    assert_eq!(
        (status, &freed["block_users"]["removed_users"][0]["user_id"]),
        (200, &json!(ANA_ID))
    );
    let wamid = stage.write(ANA, "¿y ahora?");
    stage.receiver.until_message(&wamid).await;
    assert!(
        stage
            .receiver
            .messages()
            .iter()
            .all(|it| it["text"]["body"] != "¿me oyen?")
    );
}

/// The code that an edge refuses with, 0 where it does not.
async fn code_of(stage: &Stage, path: &str, body: Value) -> u64 {
    let (_, answer) = stage.post(path, body).await;
    answer["error"]["code"].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn a_new_number_is_verified_and_registered() {
    let stage = Stage::new().await;
    let new = json!({ "cc": "1", "phone_number": "305-555-0155", "verified_name": "Taller" });
    let (status, phone) = stage.post(&format!("/{WABA}/phone_numbers"), new).await;
    assert_eq!(status, 200, "{phone}");
    let id = phone["id"].as_str().unwrap();
    let edge = |name: &str| format!("/{id}/{name}");
    let pin = |pin: &str| json!({ "messaging_product": "whatsapp", "pin": pin });
    let text = json!({ "messaging_product": "whatsapp", "to": ANA, "text": { "body": "x" } });
    let by_sms = json!({ "code_method": "SMS", "language": "es" });
    for (name, body, expected) in [
        ("register", pin("123456"), 133_006),
        (
            "request_code?code_method=SMS&language=es_MX",
            Value::Null,
            0,
        ),
        ("verify_code", json!({ "code": "000000" }), 131_009),
        ("verify_code", json!({ "code": "123456" }), 0),
        ("request_code", by_sms, 136_024),
        ("messages", text, 133_010),
        ("register", pin("123456"), 0),
        ("register", pin("654321"), 133_005),
    ] {
        assert_eq!(code_of(&stage, &edge(name), body).await, expected, "{name}");
    }
    for _ in 0..9 {
        assert_eq!(code_of(&stage, &edge("register"), pin("123456")).await, 0);
    }
    assert_eq!(
        code_of(&stage, &edge("deregister"), Value::Null).await,
        133_016
    );
}

#[tokio::test]
async fn numbers_are_filtered() {
    let stage = Stage::new().await;
    let filter = "[{\"field\":\"account_mode\",\"operator\":\"EQUAL\",\"value\":\"SANDBOX\"}]";
    let (status, none) = stage
        .get(&format!("/{WABA}/phone_numbers?filtering={filter}"))
        .await;
    assert_eq!((status, none), (200, json!({ "data": [] })));
    let (_, sorted) = stage
        .get(&format!(
            "/{WABA}/phone_numbers?fields=id&sort=id_descending"
        ))
        .await;
    assert_eq!(sorted["data"][1]["id"], PHONE);
}

#[tokio::test]
async fn meta_changes_quality_and_limits() {
    let stage = Stage::new().await;
    let change = PhoneChange {
        quality_rating: Some("RED".into()),
        messaging_limit: Some("TIER_250".into()),
        throughput: Some("HIGH".into()),
        ..PhoneChange::default()
    };
    assert!(stage.sandbox.change_phone(PHONE, change));
    let events = |it: &Receiver| {
        let changes = it.changes();
        let events: Vec<_> = changes
            .iter()
            .filter(|change| change["field"] == "phone_number_quality_update")
            .map(|change| change["value"]["event"].as_str().unwrap().to_owned())
            .collect();
        (events.len() == 3).then_some(events)
    };
    let events = stage.receiver.until(events).await;
    assert_eq!(events, ["FLAGGED", "DOWNGRADE", "THROUGHPUT_UPGRADE"]);
    let (_, phone) = stage
        .get(&format!(
            "/{PHONE}?fields=quality_rating,whatsapp_business_manager_messaging_limit"
        ))
        .await;
    assert_eq!(phone["quality_rating"], "RED");
    stage.sandbox.notify(
        WABA,
        None,
        "user_preferences",
        json!({ "user_preferences": [{ "value": "stop" }] }),
    );
    let told = |it: &Receiver| {
        it.changes()
            .into_iter()
            .find(|change| change["field"] == "user_preferences")
    };
    stage.receiver.until(told).await;
}
