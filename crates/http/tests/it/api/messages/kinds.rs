//! Every kind that an agent may send, and what Meta would refuse of it.

use super::{Scene, fail_with, state};
use jiff::SignedDuration;
use sandbox::{FaultKind, TemplateSpec, TemplateStatus, TemplateVerdict};
use serde_json::{Value, json};

impl Scene {
    async fn send(&self, body: Value) -> testkit::Answer {
        self.agent.client.post(&self.thread(), body).await
    }
}

fn samples() -> Vec<(&'static str, Value, Option<&'static str>)> {
    vec![
        (
            "location",
            json!({ "latitude": 19.0414, "longitude": -98.2063, "name": "Taller" }),
            Some("Taller"),
        ),
        (
            "contacts",
            json!([{ "name": { "formatted_name": "Ana Ruiz", "first_name": "Ana" } }]),
            None,
        ),
        (
            "interactive",
            json!({ "type": "button", "body": { "text": "¿Lo aparto?" }, "action": { "buttons": [
                { "type": "reply", "reply": { "id": "si", "title": "Sí" } }] } }),
            Some("¿Lo aparto?"),
        ),
        (
            "interactive",
            json!({ "type": "list", "body": { "text": "Elija" }, "action": { "button": "Ver", "sections": [
                { "rows": [{ "id": "azul", "title": "Azul" }] }] } }),
            Some("Elija"),
        ),
        (
            "interactive",
            json!({ "type": "location_request_message", "body": { "text": "¿Dónde entrego?" },
                "action": { "name": "send_location" } }),
            Some("¿Dónde entrego?"),
        ),
    ]
}

#[tokio::test]
async fn every_kind_reaches_the_customer_with_its_content() {
    let scene = Scene::start().await;
    let asked = scene.until(|messages| messages.len() == 1).await[0]["id"].clone();
    for (at, (kind, object, text)) in samples().into_iter().enumerate() {
        let mut body = json!({ "type": kind, "reply_to": asked });
        body[kind] = object.clone();
        let accepted = scene.send(body).await;
        assert_eq!(accepted.status, 201, "{kind}: {}", accepted.body);
        assert_eq!(accepted.body["kind"], kind);
        assert_eq!(accepted.body["text"].as_str(), text, "{kind}");
        assert_eq!(accepted.body["reply_to"]["id"], asked);
        let stored = match kind {
            "contacts" => &accepted.body["content"]["contacts"],
            _ => &accepted.body["content"],
        };
        assert_eq!(stored, &object, "{kind}");
        scene
            .until(|messages| {
                messages.len() == at + 2 && matches!(state(&messages[at + 1]), "delivered" | "read")
            })
            .await;
    }
    let kinds: Vec<String> = scene
        .app
        .sandbox
        .accepted()
        .into_iter()
        .map(|message| message.kind)
        .collect();
    let expected: Vec<&str> = samples().iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn what_meta_would_refuse_is_refused_first_with_the_limit() {
    let scene = Scene::start().await;
    let button = |title: &str| json!({ "type": "reply", "reply": { "id": title, "title": title } });
    let buttons = |buttons: Vec<Value>| {
        json!({ "type": "interactive", "interactive": { "type": "button", "body": { "text": "¿?" },
            "action": { "buttons": buttons } } })
    };
    let cases = [
        (
            json!({ "type": "image", "image": { "link": "https://example.com/a", "caption": "x".repeat(1025) } }),
            "caption_too_long",
            json!(1024),
        ),
        (
            json!({ "type": "image", "image": {} }),
            "media_required",
            Value::Null,
        ),
        (
            buttons(vec![button("a"), button("b"), button("c"), button("d")]),
            "too_many_buttons",
            json!(3),
        ),
        (
            buttons(vec![button(&"x".repeat(21))]),
            "button_title_too_long",
            json!(20),
        ),
        (
            json!({ "type": "location", "location": { "latitude": 91.0, "longitude": 0.0 } }),
            "latitude_out_of_range",
            Value::Null,
        ),
        (
            json!({ "type": "contacts", "contacts": [] }),
            "contacts_required",
            Value::Null,
        ),
    ];
    for (body, code, limit) in cases {
        let refused = scene.send(body).await;
        assert_eq!(
            refused.to_string(),
            format!("422 {code}"),
            "{}",
            refused.body
        );
        assert_eq!(refused.body["params"]["limit"], limit);
        assert!(refused.body["params"]["field"].is_string());
        assert_eq!(refused.body["errors"][0]["code"], code);
    }
    assert!(scene.app.sandbox.accepted().is_empty());
}

#[tokio::test]
async fn a_reaction_is_put_on_changed_and_taken_away() {
    let scene = Scene::start().await;
    let target = scene.until(|messages| messages.len() == 1).await[0]["id"].clone();
    let react = |emoji: &str| {
        scene.send(
            json!({ "type": "reaction", "reaction": { "message_id": target, "emoji": emoji } }),
        )
    };
    let put = react("👍").await;
    assert_eq!(put.status, 201, "{}", put.body);
    assert_eq!(put.body["id"], target);
    assert_eq!(put.body["reactions"][0]["emoji"], "👍");
    assert_eq!(put.body["reactions"][0]["author"]["name"], "Lucía");
    scene.sent_reactions(1).await;
    assert_eq!(react("❤️").await.body["reactions"][0]["emoji"], "❤️");
    scene.sent_reactions(2).await;
    assert_eq!(react("").await.body["reactions"], json!([]));
    scene.sent_reactions(3).await;
    assert_eq!(react("hola").await.to_string(), "422 emoji_invalid");
    scene.app.advance(SignedDuration::from_hours(25));
    assert_eq!(react("👍").await.to_string(), "409 window_closed");
}

impl Scene {
    pub(super) async fn sent_reactions(&self, count: usize) {
        let sandbox = &self.app.sandbox;
        self.app
            .eventually(&self.agent.client, &self.thread(), |_| {
                let accepted = sandbox.accepted();
                accepted.iter().filter(|it| it.kind == "reaction").count() == count
            })
            .await;
    }
}

#[tokio::test]
async fn a_line_says_what_may_be_sent() {
    let scene = Scene::start().await;
    let line = scene.agent.get(&format!("/lines/{}", scene.line.id)).await;
    let can = &line.body["doors"][0]["capabilities"];
    assert_eq!(can["max_text"], 4096);
    assert_eq!(can["reactions"], true);
    assert_eq!(
        can["media"][0],
        json!({
            "kind": "image", "max_bytes": 5_242_880, "mime_types": ["image/jpeg", "image/png"],
        })
    );
    assert!(
        can["kinds"]
            .as_array()
            .unwrap()
            .contains(&json!("template"))
    );
}

#[tokio::test]
async fn somebody_who_cannot_be_reached_is_marked_until_they_write() {
    let scene = Scene::start().await;
    let conversation = format!("/conversations/{}", scene.conversation);
    let contact = scene.agent.get(&conversation).await.text("/contact/id");
    let contact = format!("/contacts/{contact}");
    fail_with(&scene, FaultKind::Error, Some(131_026));
    scene.say("no llega").await;
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "failed")
        .await;
    let marked = scene.agent.get(&contact).await;
    assert!(
        marked.body["unreachable_since"].is_string(),
        "{}",
        marked.body
    );
    scene
        .line
        .customer_writes(&scene.app, super::CUSTOMER, "Aquí estoy");
    scene.until(|messages| messages.len() == 3).await;
    assert!(scene.agent.get(&contact).await.body["unreachable_since"].is_null());
}

#[tokio::test]
async fn a_locked_account_stops_the_line_and_says_so() {
    let scene = Scene::start().await;
    fail_with(&scene, FaultKind::Error, Some(131_031));
    scene.say("hola").await;
    let waits = scene
        .until(|messages| {
            messages.len() == 2 && messages[1]["delivery"]["failure"]["code"] == 131_031
        })
        .await;
    assert_eq!(
        state(&waits[1]),
        "queued",
        "it goes once the line is mended"
    );
    let line = scene.agent.get(&format!("/lines/{}", scene.line.id)).await;
    let door = &line.body["doors"][0];
    assert_eq!(door["state"], "needs_attention");
    assert_eq!(door["error"]["code"], 131_031);
    assert!(door["error"]["action"]["es"].is_string());
    assert_eq!(scene.say("hola").await.to_string(), "409 door_unavailable");
}

#[tokio::test]
async fn a_line_that_is_slowed_down_waits_and_says_until_when() {
    let scene = Scene::start().await;
    fail_with(&scene, FaultKind::Error, Some(131_057));
    scene.say("hola").await;
    let line = format!("/lines/{}", scene.line.id);
    let path = scene.agent.path(&line);
    let held = scene
        .app
        .eventually(&scene.agent.client, &path, |answer| {
            answer.body["doors"][0]["held_until"].is_string()
        })
        .await;
    assert_eq!(held.body["doors"][0]["state"], "connected");
    assert!(held.body["doors"][0]["held_because"]["pt"].is_string());
    scene.app.advance(SignedDuration::from_mins(2));
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    assert!(scene.agent.get(&line).await.body["doors"][0]["held_until"].is_null());
}

#[tokio::test]
async fn what_meta_holds_back_says_why_until_it_is_delivered() {
    let scene = Scene::start().await;
    let waba = format!("1{}", &scene.line.phone_number_id[1..]);
    let id = scene.app.sandbox.add_template(TemplateSpec {
        waba_id: waba,
        name: "novedades".to_owned(),
        language: "es_MX".to_owned(),
        category: "UTILITY".to_owned(),
        components: json!([{ "type": "BODY", "text": "Su pedido está listo." }]),
        status: TemplateStatus::Approved,
        parameter_format: None,
    });
    let verdict = TemplateVerdict {
        message_status: Some("held_for_quality_assessment".to_owned()),
        ..TemplateVerdict::default()
    };
    assert!(scene.app.sandbox.change_template(&id, &verdict));
    let line = json!({ "line_id": scene.line.id });
    scene.owner.post("/templates/sync", line).await;
    let template = json!({ "name": "novedades", "language": "es_MX" });
    scene
        .send(json!({ "type": "template", "template": template }))
        .await;
    let thread = scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "sent")
        .await;
    let why = &thread[1]["delivery"]["failure"];
    assert_eq!(why["reason"], "held_for_quality_assessment");
    assert!(
        why["cause"]["pt"].is_string() && why["action"]["es"].is_string(),
        "{why}"
    );
    let wamid = scene.app.sandbox.accepted()[0].wamid.clone();
    let number = scene.line.phone_number_id.as_str();
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "525555550100", "phone_number_id": number },
        "statuses": [{ "id": wamid, "status": "delivered", "timestamp": "1790000000",
            "recipient_id": "525555550142" }],
    });
    scene
        .app
        .sandbox
        .notify("1525555550100", Some(number), "messages", value);
    let thread = scene
        .until(|messages| state(&messages[1]) == "delivered")
        .await;
    assert!(thread[1]["delivery"]["failure"].is_null(), "{}", thread[1]);
}

#[tokio::test]
async fn a_link_is_fetched_by_meta() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let form = crate::api::media::file(crate::api::media::picture(), "image/jpeg", "patio.jpg");
    let path = scene.agent.path("/media");
    let stored = scene.agent.client.post_form(&path, form).await;
    let link = format!("{}{}", scene.app.address(), stored.text("/url"));
    let image = json!({ "link": link, "caption": "El azul" });
    let accepted = scene.send(json!({ "type": "image", "image": image })).await;
    assert_eq!(accepted.status, 201, "{}", accepted.body);
    assert_eq!(accepted.body["text"], "El azul");
    scene
        .until(|messages| {
            messages.len() == 2 && matches!(state(&messages[1]), "delivered" | "read")
        })
        .await;
    let gone = json!({ "link": format!("{}/nowhere.jpg", scene.app.address()) });
    scene.send(json!({ "type": "image", "image": gone })).await;
    let thread = scene
        .until(|messages| messages.len() == 3 && state(&messages[2]) == "failed")
        .await;
    assert_eq!(thread[2]["delivery"]["failure"]["code"], 131_053);
}

#[tokio::test]
async fn stored_files_are_handed_to_meta_once_and_stand_in_headers_too() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let form = crate::api::media::file(crate::api::media::picture(), "image/jpeg", "patio.jpg");
    let path = scene.agent.path("/media");
    let stored = scene.agent.client.post_form(&path, form).await;
    assert_eq!(stored.status, 201, "{}", stored.body);
    let media = stored.text("/id");
    let header = json!({ "type": "image", "image": { "media_id": media } });
    let bodies = [
        json!({ "type": "image", "image": { "media_id": media, "caption": "El patio" } }),
        json!({ "type": "document", "document": { "media_id": media, "filename": "patio.jpg" } }),
        json!({ "type": "interactive", "interactive": { "type": "button", "header": header,
            "body": { "text": "¿Así?" }, "action": { "buttons": [
            { "type": "reply", "reply": { "id": "si", "title": "Sí" } }] } } }),
    ];
    for (at, body) in bodies.into_iter().enumerate() {
        let accepted = scene.send(body).await;
        assert_eq!(accepted.status, 201, "{}", accepted.body);
        if at < 2 {
            assert_eq!(accepted.body["media"]["id"], media.as_str());
        }
        scene
            .until(|messages| {
                messages.len() == at + 2 && matches!(state(&messages[at + 1]), "delivered" | "read")
            })
            .await;
    }
    let taken = scene.app.sandbox.accepted();
    let id = taken[0].content["id"].as_str().unwrap();
    assert!(!id.is_empty());
    assert_eq!(taken[1].content["id"], id, "a file is handed over once");
    assert_eq!(taken[2].content["header"]["image"]["id"], id);

    let sticker = scene
        .send(json!({ "type": "sticker", "sticker": { "media_id": media } }))
        .await;
    assert_eq!(sticker.to_string(), "422 media_type_not_allowed");
}

#[tokio::test]
async fn a_file_that_meta_does_not_take_fails_with_the_reason() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    // We carry any document; Meta has a list.
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let form = crate::api::media::file(archive, "application/zip", "catalogo.zip");
    let path = scene.agent.path("/media");
    let stored = scene.agent.client.post_form(&path, form).await;
    assert_eq!(stored.status, 201, "{}", stored.body);
    let body = json!({ "type": "document", "document": { "media_id": stored.text("/id") } });
    assert_eq!(scene.send(body).await.status, 201);
    let thread = scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "failed")
        .await;
    let failure = &thread[1]["delivery"]["failure"];
    assert_eq!(failure["code"], 131_053);
    assert!(failure["action"]["es"].is_string(), "{failure}");
}
