//! Templates on the customer's phone: every header, carousels, offers, codes.

use super::{FILM, PAGE, without_ids};
use crate::api::messages::Scene;
use sandbox::{ChatMessage, TemplateSpec, TemplateStatus};
use serde_json::{Value, json};

impl Scene {
    /// Approved by Meta, and known to us.
    async fn template(&self, name: &str, category: &str, components: Value) {
        // Meta writes the text of codes itself, in the template's language.
        let language = language(name);
        self.app.sandbox.add_template(TemplateSpec {
            waba_id: format!("1{}", &self.line.phone_number_id[1..]),
            name: name.to_owned(),
            language: language.to_owned(),
            category: category.to_owned(),
            components,
            status: TemplateStatus::Approved,
            parameter_format: None,
        });
        let line = json!({ "line_id": self.line.id });
        let synced = self.owner.post("/templates/sync", line).await;
        assert_eq!(synced.status, 200, "{}", synced.body);
    }

    async fn template_reaches_phone(&self, name: &str, components: Value) -> ChatMessage {
        let language = language(name);
        let template = json!({ "name": name, "language": language, "components": components });
        let bubble = self
            .reaches_phone(json!({ "type": "template", "template": template }))
            .await;
        assert_eq!(bubble.kind, "template");
        assert_eq!(
            (&bubble.content["name"], &bubble.content["language"]["code"]),
            (&json!(name), &json!(language))
        );
        bubble
    }
}

fn language(template: &str) -> &'static str {
    if template == "codigo" {
        "en_US"
    } else {
        "es_MX"
    }
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

#[tokio::test]
async fn templates_arrive_with_each_kind_of_header() {
    let scene = Scene::start().await;
    let place = json!({ "latitude": "19.0414", "longitude": "-98.2063", "name": "Taller", "address": "6 Oriente 11" });
    let picture = crate::api::media::picture();
    let cases: [(&str, Option<&[u8]>, Value); 4] = [
        ("image", Some(&picture), json!({})),
        ("video", Some(FILM), json!({})),
        ("document", Some(PAGE), json!({ "filename": "pedido.pdf" })),
        ("location", None, place),
    ];
    for (format, bytes, mut object) in cases {
        let name = format!("pedido_{format}");
        let components = json!([
            { "type": "HEADER", "format": format.to_uppercase() },
            { "type": "BODY", "text": "Hola {{1}}, su pedido {{2}} va en camino." },
            { "type": "FOOTER", "text": "Azulejos Talavera" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Gracias" },
                { "type": "URL", "text": "Seguirlo", "url": "https://azulejos.example/p/{{1}}" },
                { "type": "PHONE_NUMBER", "text": "Llamar", "phone_number": "+525555550100" }] },
        ]);
        scene.template(&name, "UTILITY", components).await;
        let stored = match bytes {
            Some(bytes) => {
                let stored = scene.keeps(bytes, "archivo", format).await;
                object["media_id"] = json!(stored.id);
                Some(stored)
            }
            None => None,
        };
        let bubble = scene
            .template_reaches_phone(&name, json!([
                { "type": "header", "parameters": [{ "type": format, format: object }] },
                { "type": "body", "parameters": [text("Mariana"), text("A-17")] },
                { "type": "button", "sub_type": "quick_reply", "index": "0",
                  "parameters": [{ "type": "payload", "payload": "gracias-A-17" }] },
                { "type": "button", "sub_type": "url", "index": "1", "parameters": [text("A-17")] },
            ]))
            .await;
        let shown = &bubble.content["rendered"];
        assert_eq!(
            bubble.text.as_deref(),
            Some("Hola Mariana, su pedido A-17 va en camino.")
        );
        assert_eq!(shown["footer"], "Azulejos Talavera");
        assert_eq!(
            shown["buttons"],
            json!([
                { "type": "quick_reply", "text": "Gracias", "payload": "gracias-A-17" },
                { "type": "url", "text": "Seguirlo", "url": "https://azulejos.example/p/A-17" },
                { "type": "phone_number", "text": "Llamar", "phone_number": "+525555550100" },
            ])
        );
        let header = json!({ "type": format, format: object });
        assert_eq!(without_ids(shown["header"].clone()), without_ids(header));
        if let Some(stored) = stored {
            let id = &shown["header"][format]["id"];
            assert!(scene.bytes(id).await == stored.bytes, "{format}");
        }
    }
}

#[tokio::test]
async fn a_carousel_template_arrives_with_all_its_cards() {
    let scene = Scene::start().await;
    let card = json!({ "components": [
        { "type": "HEADER", "format": "IMAGE" },
        { "type": "BODY", "text": "Azulejo {{1}} hecho a mano." },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Lo quiero" },
            { "type": "URL", "text": "Ver", "url": "https://azulejos.example/{{1}}" }] },
    ] });
    let components = json!([
        { "type": "BODY", "text": "Hola {{1}}, llegó lo nuevo del taller." },
        { "type": "CAROUSEL", "cards": [card, card] },
    ]);
    scene.template("novedades", "MARKETING", components).await;
    let pictures = [
        scene
            .keeps(&crate::api::media::picture(), "azul.jpg", "image")
            .await,
        scene
            .keeps(b"\x89PNG\r\n\x1a\n a picture", "verde.png", "image")
            .await,
    ];
    let given = ["azul", "verde"].iter().zip(&pictures).enumerate();
    let cards: Vec<Value> = given
        .map(|(at, (name, picture))| json!({ "card_index": at, "components": [
            { "type": "header", "parameters": [{ "type": "image", "image": { "media_id": picture.id } }] },
            { "type": "body", "parameters": [text(name)] },
            { "type": "button", "sub_type": "quick_reply", "index": "0",
              "parameters": [{ "type": "payload", "payload": format!("quiero-{name}") }] },
            { "type": "button", "sub_type": "url", "index": "1", "parameters": [text(name)] },
        ] }))
        .collect();
    let bubble = scene
        .template_reaches_phone(
            "novedades",
            json!([
                { "type": "body", "parameters": [text("Mariana")] },
                { "type": "carousel", "cards": cards },
            ]),
        )
        .await;
    let shown = &bubble.content["rendered"];
    assert_eq!(shown["body"], "Hola Mariana, llegó lo nuevo del taller.");
    for (at, (name, picture)) in ["azul", "verde"].iter().zip(&pictures).enumerate() {
        let card = &shown["cards"][at];
        assert_eq!(card["body"], format!("Azulejo {name} hecho a mano."));
        assert_eq!(
            card["buttons"],
            json!([
                { "type": "quick_reply", "text": "Lo quiero", "payload": format!("quiero-{name}") },
                { "type": "url", "text": "Ver", "url": format!("https://azulejos.example/{name}") },
            ])
        );
        let id = &card["header"]["image"]["id"];
        assert!(scene.bytes(id).await == picture.bytes, "{name}");
    }
    assert_eq!(shown["cards"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_limited_time_offer_arrives_with_its_end_and_its_code() {
    let scene = Scene::start().await;
    scene
        .template("oferta", "MARKETING", json!([
            { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Solo hoy", "has_expiration": true } },
            { "type": "BODY", "text": "Hola {{1}}, hay rebaja en azulejos." },
            { "type": "BUTTONS", "buttons": [
                { "type": "COPY_CODE", "text": "Copiar código" },
                { "type": "URL", "text": "Comprar", "url": "https://azulejos.example/{{1}}" }] },
        ]))
        .await;
    let ends = 1_900_000_000_000_u64;
    let bubble = scene
        .template_reaches_phone("oferta", json!([
            { "type": "body", "parameters": [text("Mariana")] },
            { "type": "limited_time_offer", "parameters": [
                { "type": "limited_time_offer", "limited_time_offer": { "expiration_time_ms": ends } }] },
            { "type": "button", "sub_type": "copy_code", "index": 0,
              "parameters": [{ "type": "coupon_code", "coupon_code": "AZUL10" }] },
            { "type": "button", "sub_type": "url", "index": 1, "parameters": [text("hoy")] },
        ]))
        .await;
    assert_eq!(
        bubble.content["rendered"],
        json!({
            "body": "Hola Mariana, hay rebaja en azulejos.",
            "limited_time_offer": { "text": "Solo hoy", "expiration_time_ms": ends },
            "buttons": [
                { "type": "copy_code", "text": "Copiar código", "code": "AZUL10" },
                { "type": "url", "text": "Comprar", "url": "https://azulejos.example/hoy" },
            ],
        })
    );
}

#[tokio::test]
async fn a_code_arrives_in_the_text_and_behind_the_button() {
    let scene = Scene::start().await;
    scene
        .template("codigo", "AUTHENTICATION", json!([
            { "type": "BODY", "add_security_recommendation": true },
            { "type": "FOOTER", "code_expiration_minutes": 10 },
            { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar código" }] },
        ]))
        .await;
    let bubble = scene
        .template_reaches_phone("codigo", json!([
            { "type": "body", "parameters": [text("481516")] },
            { "type": "button", "sub_type": "url", "index": "0", "parameters": [text("481516")] },
        ]))
        .await;
    assert_eq!(
        bubble.content["rendered"],
        json!({
            "body": "481516 is your verification code. For your security, do not share this code.",
            "footer": "This code expires in 10 minutes.",
            "buttons": [{ "type": "otp", "text": "Copiar código", "code": "481516" }],
        })
    );
}
