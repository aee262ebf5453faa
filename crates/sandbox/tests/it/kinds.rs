//! Every kind of message, both ways.

use aldaba_sandbox::{Changed, CustomerMessageKind as Kind, SendAsCustomer, Ticks};
use serde_json::{Value, json};

use crate::files::web;
use crate::stage::{ANA, ANA_ID, BETO_ID, PHONE, Stage, letter};

#[tokio::test]
async fn files_reach_the_phone_by_id_and_by_link() {
    let stage = Stage::new().await;
    let web = web().await;
    stage.write(ANA, "hola");
    for kind in ["image", "audio", "video", "document", "sticker"] {
        let id = stage.media_id(kind).await;
        for mut content in [
            json!({ "id": id }),
            json!({ "link": format!("{web}/{kind}") }),
        ] {
            if matches!(kind, "image" | "video" | "document") {
                content["caption"] = json!("mira");
            }
            let wamid = stage.accepted(kind, content.clone()).await;
            stage.receiver.until_state(&wamid, "delivered").await;
            let bubble = stage.bubble(&wamid).await;
            let media = bubble.media.unwrap();
            assert_eq!((bubble.kind.as_str(), &bubble.content), (kind, &content));
            let (view, bytes) = stage.sandbox.file(&media.id).await.unwrap();
            assert_eq!(
                (view.mime_type.as_str(), bytes.as_slice()),
                crate::files::sample(kind)
            );
        }
    }
}

#[tokio::test]
async fn a_link_that_leads_nowhere_fails_later_with_131053() {
    let stage = Stage::new().await;
    let web = web().await;
    stage.write(ANA, "hola");
    for link in [format!("{web}/nothing"), format!("{web}/audio")] {
        let wamid = stage.accepted("image", json!({ "link": link })).await;
        let failed = stage.receiver.until_state(&wamid, "failed").await;
        assert_eq!(failed["errors"][0]["code"], 131_053);
    }
}

#[tokio::test]
async fn a_voice_note_is_played() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let id = stage.media_id("audio").await;
    let wamid = stage
        .accepted("audio", json!({ "id": id, "voice": true }))
        .await;
    stage.receiver.until_state(&wamid, "delivered").await;
    assert!(stage.bubble(&wamid).await.media.unwrap().voice);
    stage.sandbox.mark_played(PHONE, ANA, &wamid).unwrap();
    stage.receiver.until_state(&wamid, "played").await;
    assert_eq!(stage.bubble(&wamid).await.state, Ticks::Played);
    let picture = stage.media_id("image").await;
    let refused = json!({ "to": ANA, "type": "audio", "audio": { "id": picture, "voice": true } });
    let (status, answer) = stage.message(refused).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(131_053)));
}

#[tokio::test]
async fn a_customer_sends_files() {
    let stage = Stage::new().await;
    for (name, kind) in [
        ("image", Kind::Image),
        ("video", Kind::Video),
        ("audio", Kind::Audio),
        ("document", Kind::Document),
        ("sticker", Kind::Sticker),
    ] {
        let file = stage.put(name).await;
        let content = json!({ "id": file.id, "caption": "¡mira!", "voice": true });
        let message = stage.sent(kind, content).await;
        let body = &message[name];
        assert_eq!(message["type"], name);
        assert!(body["sha256"].as_str().unwrap().ends_with('='), "{body}");
        assert_eq!(body.get("voice").is_some(), name == "audio");
        assert_eq!(body.get("animated").is_some(), name == "sticker");
        let captioned = matches!(name, "image" | "video" | "document");
        assert_eq!(body.get("caption").is_some(), captioned, "{body}");
        assert_eq!(body.get("filename").is_some(), name == "document");
        let (status, read) = stage
            .get(&format!("/{}", body["id"].as_str().unwrap()))
            .await;
        assert_eq!((status, &read["sha256"]), (200, &json!(file.sha256)));
        let wamid = message["id"].as_str().unwrap();
        assert_eq!(stage.bubble(wamid).await.media.unwrap().sha256, file.sha256);
    }
    let wrong = SendAsCustomer {
        kind: Kind::Image,
        content: json!({ "id": stage.put("audio").await.id }),
        ..letter(ANA, "")
    };
    assert!(stage.sandbox.send_as_customer(&wrong).is_err());
}

#[tokio::test]
async fn places_cards_and_orders_come_as_they_were_written() {
    let stage = Stage::new().await;
    for (kind, name, content) in [
        (
            Kind::Location,
            "location",
            json!({ "latitude": 19.43, "longitude": -99.13, "name": "Taller", "address": "Calle 1" }),
        ),
        (
            Kind::Contacts,
            "contacts",
            json!([{ "name": { "formatted_name": "Eva", "first_name": "Eva" },
                     "phones": [{ "phone": "+525555550142", "type": "CELL" }] }]),
        ),
        (
            Kind::Order,
            "order",
            json!({ "catalog_id": "1", "text": "Estos", "product_items": [
                { "product_retailer_id": "a", "quantity": 2, "item_price": 30, "currency": "MXN" },
            ] }),
        ),
    ] {
        let message = stage.sent(kind, content.clone()).await;
        assert_eq!((&message["type"], &message[name]), (&json!(name), &content));
        let bubble = stage.bubble(message["id"].as_str().unwrap()).await;
        assert_eq!(bubble.content, content);
    }
}

fn buttons() -> Value {
    json!({
        "type": "button",
        "body": { "text": "¿Le sirve?" },
        "action": { "buttons": [
            { "type": "reply", "reply": { "id": "yes", "title": "Sí" } },
            { "type": "reply", "reply": { "id": "no", "title": "No" } },
        ] },
    })
}

#[tokio::test]
async fn buttons_and_rows_are_tapped() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let list = json!({
        "type": "list",
        "body": { "text": "Elija" },
        "action": { "button": "Ver", "sections": [{ "rows": [
            { "id": "t", "title": "Talavera", "description": "De Puebla" },
        ] }] },
    });
    for (sent, kind, tapped, expected) in [
        (
            buttons(),
            "button_reply",
            "yes",
            json!({ "id": "yes", "title": "Sí" }),
        ),
        (
            list,
            "list_reply",
            "t",
            json!({ "id": "t", "title": "Talavera", "description": "De Puebla" }),
        ),
    ] {
        let wamid = stage.accepted("interactive", sent).await;
        stage.receiver.until_state(&wamid, "delivered").await;
        let mut content = json!({ "type": kind });
        content[kind] = json!({ "id": tapped });
        let tap = |content: &Value| SendAsCustomer {
            kind: Kind::Interactive,
            content: content.clone(),
            reply_to: Some(wamid.clone()),
            ..letter(ANA, "")
        };
        let message = stage.sent_as(tap(&content)).await;
        assert_eq!(message["interactive"][kind], expected);
        assert_eq!(message["context"]["id"], json!(wamid));
        content[kind]["id"] = json!("maybe");
        assert!(stage.sandbox.send_as_customer(&tap(&content)).is_err());
    }
    let form = json!({ "type": "nfm_reply", "nfm_reply": { "response_json": "{\"a\":1}" } });
    let message = stage.sent(Kind::Interactive, form).await;
    assert_eq!(
        message["interactive"]["nfm_reply"]["response_json"],
        "{\"a\":1}"
    );
}

#[tokio::test]
async fn a_message_is_edited_and_taken_back() {
    let stage = Stage::new().await;
    let wamid = stage.write(ANA, "ola");
    let edit = SendAsCustomer {
        kind: Kind::Edit,
        reply_to: Some(wamid.clone()),
        ..letter(ANA, "hola")
    };
    let message = stage.sent_as(edit.clone()).await;
    let expected = json!({
        "original_message_id": wamid,
        "message": { "type": "text", "text": { "body": "hola" } },
    });
    assert_eq!(
        (&message["type"], &message["edit"]),
        (&json!("edit"), &expected)
    );
    let bubble = stage.bubble(&wamid).await;
    assert_eq!(
        (bubble.text.as_deref(), bubble.changed),
        (Some("hola"), Some(Changed::Edited))
    );

    stage
        .sandbox
        .advance_clock(std::time::Duration::from_mins(16));
    assert!(stage.sandbox.send_as_customer(&edit).is_err(), "too late");
    let revoke = json!({ "original_message_id": wamid });
    let message = stage.sent(Kind::Revoke, revoke.clone()).await;
    assert_eq!(message["revoke"], revoke);
    let bubble = stage.bubble(&wamid).await;
    assert_eq!(
        (bubble.text, bubble.changed),
        (None, Some(Changed::Revoked))
    );
}

#[tokio::test]
async fn a_customer_moves_to_another_number_and_user_id() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let content = json!({ "type": "user_changed_number", "wa_id": "525555550177" });
    let message = stage.sent(Kind::System, content).await;
    assert_eq!(message["from"], "525555550101");
    assert_eq!(message["system"]["wa_id"], "525555550177");
    let values = stage.receiver.values();
    assert!(values.last().unwrap().get("contacts").is_none());
    let wamid = stage.write("+525555550177", "soy yo");
    let message = stage.receiver.until_message(&wamid).await;
    assert_eq!(
        (&message["from"], &message["from_user_id"]),
        (&json!("525555550177"), &json!(ANA_ID))
    );
    let other = |kind: &str, more: Value| {
        let mut content = more;
        content["type"] = json!(kind);
        SendAsCustomer {
            kind: Kind::System,
            content,
            ..letter("+525555550177", "")
        }
    };
    let hash = json!({ "hash": "abc=" });
    let message = stage
        .sent_as(other("customer_identity_changed", hash))
        .await;
    assert_eq!(message["system"]["identity"]["hash"], "abc=");
    let new_id = json!({ "user_id": "MX.42" });
    stage.sent_as(other("user_changed_user_id", new_id)).await;
    let wamid = stage.write("+525555550177", "otra vez");
    let message = stage.receiver.until_message(&wamid).await;
    assert_eq!(message["from_user_id"], "MX.42");
}

#[tokio::test]
async fn a_sticker_that_moves_is_told_as_such() {
    let stage = Stage::new().await;
    let moving = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02 a sticker that moves";
    let file = stage
        .sandbox
        .put_file(moving.as_slice().into(), "image/webp", None)
        .await
        .unwrap();
    let still = stage.put("sticker").await;
    for (id, animated) in [(file.id, true), (still.id, false)] {
        let message = stage.sent(Kind::Sticker, json!({ "id": id })).await;
        assert_eq!(message["sticker"]["animated"], animated);
        let bubble = stage.bubble(message["id"].as_str().unwrap()).await;
        assert_eq!(bubble.media.unwrap().animated, animated);
    }
}

#[tokio::test]
async fn what_meta_does_not_carry_comes_with_its_error() {
    let stage = Stage::new().await;
    let companion = json!({ "type": "edit", "code": 131_060 });
    let message = stage.sent(Kind::Unsupported, companion).await;
    assert_eq!(message["unsupported"]["type"], "edit");
    assert_eq!(message["errors"][0]["code"], 131_060);
    let message = stage.sent(Kind::Errors, Value::Null).await;
    assert!(message.get("type").is_none());
    assert_eq!(message["errors"][0]["code"], 131_051);
    let forwarded = SendAsCustomer {
        forwarded: true,
        referral: Some(json!({ "source_type": "post" })),
        ..letter(ANA, "mira esto")
    };
    let message = stage.sent_as(forwarded).await;
    assert_eq!(message["context"], json!({ "forwarded": true }));
    assert_eq!(message["referral"]["source_type"], "post");
}

#[tokio::test]
async fn texts_are_exact_both_ways() {
    let stage = Stage::new().await;
    for text in [
        "<script>alert(1)</script>",
        "مرحبا 👩‍🔧",
        "a\u{1}b\u{7f}\u{2028}c\\/",
    ] {
        let wamid = stage.write(ANA, text);
        let message = stage.receiver.until_message(&wamid).await;
        assert_eq!(message["text"]["body"], text);
        let wamid = stage.text(ANA, text).await;
        stage.receiver.until_state(&wamid, "delivered").await;
        assert_eq!(stage.bubble(&wamid).await.text.as_deref(), Some(text));
    }
    let long = "é".repeat(4_096);
    let wamid = stage.text(ANA, &long).await;
    assert_eq!(
        stage.sandbox.accepted().last().unwrap().text.as_deref(),
        Some(long.as_str())
    );
    assert!(wamid.starts_with("wamid."));
}

#[tokio::test]
async fn authentication_codes_need_a_phone() {
    let stage = Stage::new().await;
    stage.sandbox.add_template(serde_json::from_value(json!({
        "waba_id": crate::stage::WABA, "name": "code", "language": "es", "category": "AUTHENTICATION",
        "components": [
            { "type": "BODY", "add_security_recommendation": true },
            { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar" }] },
        ],
    })).unwrap());
    let code = json!([{ "type": "text", "text": "123456" }]);
    let template = json!({ "name": "code", "language": { "code": "es" }, "components": [
        { "type": "body", "parameters": code },
        { "type": "button", "sub_type": "url", "index": "0", "parameters": code },
    ] });
    let wamid = stage.accepted("template", template.clone()).await;
    let delivered = stage.receiver.until_state(&wamid, "delivered").await;
    assert_eq!(delivered["pricing"]["category"], "authentication");
    let text = stage.bubble(&wamid).await.text.unwrap();
    assert_eq!(
        text,
        "Tu código de verificación es 123456. Por tu seguridad, no lo compartas."
    );
    let body = json!({ "recipient": BETO_ID, "type": "template", "template": template });
    let (status, answer) = stage.message(body).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(131_062)));
}
