//! What arrives: each kind is sent through the API and looked at on the customer's phone, field by field.

mod templates;

use super::{CUSTOMER, Scene, state};
use crate::api::media::file;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, RgbImage};
use jiff::SignedDuration;
use sandbox::{ChatMessage, Side};
use serde_json::{Value, json};

const FILM: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom a film";
const SONG: &[u8] = b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64 a song";
const VOICE: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0OpusHead\x01 a voice";
const PAGE: &[u8] = b"%PDF-1.7 a page";

/// Noise, since a plain picture weighs nothing.
fn noise(side: u32) -> DynamicImage {
    let mut dice: u32 = 7;
    DynamicImage::ImageRgb8(RgbImage::from_fn(side, side, |_, _| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = dice.to_be_bytes();
        image::Rgb([a, b, c])
    }))
}

fn sticker(side: u32) -> Vec<u8> {
    let mut out = Vec::new();
    noise(side)
        .write_with_encoder(WebPEncoder::new_lossless(&mut out))
        .unwrap();
    out
}

/// Two pictures that follow each other, in the container of an extended WebP.
fn moving_sticker(side: u32) -> Vec<u8> {
    fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut chunk = [name.as_slice(), &size, content].concat();
        if chunk.len() % 2 == 1 {
            chunk.push(0);
        }
        chunk
    }
    // A number of three bytes that is one less than what it stands for.
    let less = |number: u32| (number - 1).to_le_bytes()[..3].to_vec();
    let still = sticker(side);
    let canvas = [less(side), less(side)].concat();
    let frame = [&[0; 6], canvas.as_slice(), &[100, 0, 0, 0], &still[12..]].concat();
    let parts = [
        b"WEBP".to_vec(),
        chunk(*b"VP8X", &[&[2, 0, 0, 0], canvas.as_slice()].concat()),
        chunk(*b"ANIM", &[0; 6]),
        chunk(*b"ANMF", &frame),
        chunk(*b"ANMF", &frame),
    ];
    chunk(*b"RIFF", &parts.concat())
}

/// The files of an object have our ids here and Meta's there; everything else must be the same.
fn without_ids(mut object: Value) -> Value {
    match &mut object {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let is_file = ["image", "video", "document"].contains(&name.as_str());
                if let (true, Some(file)) = (is_file, value.as_object_mut()) {
                    let named = file.remove("media_id").or_else(|| file.remove("id"));
                    if named.is_some() {
                        file.insert("stored".to_owned(), json!(true));
                    }
                }
                *value = without_ids(value.take());
            }
        }
        Value::Array(values) => {
            for value in values {
                *value = without_ids(value.take());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    object
}

/// A stored file: its id, and its bytes as they are served.
struct Stored {
    id: String,
    bytes: Vec<u8>,
}

impl Scene {
    async fn keeps(&self, bytes: &[u8], name: &str, kind: &str) -> Stored {
        let form = file(bytes.to_vec(), "application/octet-stream", name);
        let form = match kind {
            "voice" => form.text("voice", "true"),
            kind => form.text("kind", kind.to_owned()),
        };
        let path = self.agent.path("/media");
        let stored = self.agent.client.post_form(&path, form).await;
        assert_eq!(stored.status, 201, "{name}: {}", stored.body);
        let (_, bytes) = self.app.stranger().fetch(&stored.text("/url")).await;
        Stored {
            id: stored.text("/id"),
            bytes,
        }
    }

    async fn on_phone(&self) -> Vec<ChatMessage> {
        let number = &self.line.phone_number_id;
        let chat = self.app.sandbox.chat(number, CUSTOMER, None).await;
        let mut messages = chat.unwrap().messages;
        messages.retain(|it| it.from == Side::Business);
        messages
    }

    /// Sends it; answers with the bubble on the customer's phone.
    async fn reaches_phone(&self, body: Value) -> ChatMessage {
        // One after the other, as fast as the line lets them.
        self.app.advance(SignedDuration::from_secs(1));
        let accepted = self.agent.client.post(&self.thread(), body.clone()).await;
        assert_eq!(accepted.status, 201, "{body}: {}", accepted.body);
        let id = &accepted.body["id"];
        self.until(|messages| {
            let sent = messages.iter().find(|it| it["id"] == *id);
            sent.is_some_and(|it| match state(it) {
                "failed" => panic!("{body}: {it}"),
                state => matches!(state, "delivered" | "read"),
            })
        })
        .await;
        self.on_phone().await.pop().unwrap()
    }

    /// The bytes of a file that Meta knows by this id.
    async fn bytes(&self, id: &Value) -> Vec<u8> {
        let found = self.app.sandbox.file(id.as_str().unwrap()).await;
        found.unwrap().1
    }
}

/// As what it is sent, as what it is stored, its bytes and type, and the fields beside it.
fn files() -> [(&'static str, &'static str, Vec<u8>, &'static str, Value); 7] {
    [
        (
            "image",
            "image",
            crate::api::media::picture(),
            "image/jpeg",
            json!({ "caption": "El patio" }),
        ),
        (
            "video",
            "video",
            FILM.to_vec(),
            "video/mp4",
            json!({ "caption": "El horno" }),
        ),
        ("audio", "audio", SONG.to_vec(), "audio/mpeg", json!({})),
        (
            "audio",
            "voice",
            VOICE.to_vec(),
            "audio/ogg",
            json!({ "voice": true }),
        ),
        (
            "document",
            "document",
            PAGE.to_vec(),
            "application/pdf",
            json!({ "caption": "La lista", "filename": "precios.pdf" }),
        ),
        ("sticker", "sticker", sticker(60), "image/webp", json!({})),
        (
            "sticker",
            "sticker",
            moving_sticker(240),
            "image/webp",
            json!({}),
        ),
    ]
}

#[tokio::test]
async fn files_arrive_as_they_are_stored_and_as_what_they_are() {
    let scene = Scene::start().await;
    for (at, (kind, stored_as, bytes, mime_type, fields)) in files().into_iter().enumerate() {
        let stored = scene.keeps(&bytes, "archivo", stored_as).await;
        let mut object = fields.clone();
        object["media_id"] = json!(stored.id);
        let bubble = scene
            .reaches_phone(json!({ "type": kind, kind: object }))
            .await;
        assert_eq!(bubble.kind, kind);
        assert_eq!(bubble.text.as_deref(), fields["caption"].as_str(), "{kind}");
        let mut content = bubble.content.clone();
        content.as_object_mut().unwrap().remove("id");
        assert_eq!(content, fields, "{kind}");
        let media = bubble.media.expect("a file is on the phone");
        let essence = media.mime_type.split(';').next().unwrap();
        assert_eq!(essence, mime_type, "{kind}");
        assert_eq!(media.voice, stored_as == "voice", "{kind}");
        assert_eq!(media.animated, at == 6, "{kind}");
        if kind == "document" {
            assert_eq!(media.filename.as_deref(), Some("precios.pdf"));
        }
        assert!(
            scene.bytes(&bubble.content["id"]).await == stored.bytes,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn texts_places_and_contacts_arrive_with_what_they_answer() {
    let scene = Scene::start().await;
    let asked = scene.until(|messages| messages.len() == 1).await[0]["id"].clone();
    let card = json!({
        "name": { "formatted_name": "Ana Ruiz", "first_name": "Ana", "last_name": "Ruiz" },
        "phones": [{ "phone": "+525555550177", "type": "CELL", "wa_id": "525555550177" }],
        "emails": [{ "email": "ana@azulejos.example", "type": "WORK" }],
        "addresses": [{ "street": "6 Oriente 11", "city": "Puebla", "country_code": "mx" }],
        "org": { "company": "Azulejos", "title": "Ventas" },
        "urls": [{ "url": "https://azulejos.example", "type": "WORK" }],
        "birthday": "1990-04-02",
    });
    let cases = [
        (
            "text",
            json!({ "body": "Vea https://azulejos.example", "preview_url": true }),
        ),
        (
            "location",
            json!({ "latitude": 19.0414, "longitude": -98.2063, "name": "Taller", "address": "6 Oriente 11" }),
        ),
        ("contacts", json!([card])),
    ];
    for (kind, object) in cases {
        let body = json!({ "type": kind, kind: object, "reply_to": asked });
        let bubble = scene.reaches_phone(body).await;
        assert_eq!((bubble.kind.as_str(), &bubble.content), (kind, &object));
        let number = &scene.line.phone_number_id;
        let chat = scene
            .app
            .sandbox
            .chat(number, CUSTOMER, None)
            .await
            .unwrap();
        assert_eq!(bubble.reply_to, Some(chat.messages[0].id.clone()), "{kind}");
    }
}

fn interactive() -> Vec<Value> {
    let link = |label: &str| {
        json!({ "name": "cta_url",
            "parameters": { "display_text": label, "url": "https://azulejos.example/azul" } })
    };
    let product = |id: &str| json!({ "product_retailer_id": id });
    vec![
        json!({ "type": "cta_url", "header": { "type": "image", "image": { "media_id": "IMAGE" } },
            "body": { "text": "Vea el catálogo" }, "footer": { "text": "Azulejos" }, "action": link("Abrir") }),
        json!({ "type": "button", "header": { "type": "video", "video": { "media_id": "VIDEO" } },
            "body": { "text": "¿Así?" }, "action": { "buttons": [
            { "type": "reply", "reply": { "id": "si", "title": "Sí" } },
            { "type": "reply", "reply": { "id": "no", "title": "No" } }] } }),
        json!({ "type": "list", "header": { "type": "text", "text": "Azulejos" }, "body": { "text": "Elija" },
            "footer": { "text": "Hecho a mano" }, "action": { "button": "Ver", "sections": [
            { "title": "Azules", "rows": [{ "id": "a1", "title": "Cobalto", "description": "20 × 20" }] },
            { "title": "Verdes", "rows": [{ "id": "v1", "title": "Jade" }] }] } }),
        json!({ "type": "location_request_message", "body": { "text": "¿Dónde entrego?" },
            "action": { "name": "send_location" } }),
        json!({ "type": "product", "body": { "text": "Este" }, "footer": { "text": "Azulejos" },
            "action": { "catalog_id": "77", "product_retailer_id": "azul-20" } }),
        json!({ "type": "product_list", "header": { "type": "text", "text": "Azulejos" },
            "body": { "text": "Los de hoy" }, "action": { "catalog_id": "77", "sections": [
            { "title": "Azules", "product_items": [product("azul-20"), product("azul-30")] },
            { "title": "Verdes", "product_items": [product("jade-20")] }] } }),
        json!({ "type": "catalog_message", "body": { "text": "Todo lo que hay" }, "action": {
            "name": "catalog_message", "parameters": { "thumbnail_product_retailer_id": "azul-20" } } }),
        json!({ "type": "flow", "header": { "type": "document", "document": { "media_id": "DOCUMENT" } },
            "body": { "text": "Pida su cita" }, "action": { "name": "flow", "parameters": {
            "flow_message_version": "3", "flow_id": "4401", "flow_cta": "Pedir cita", "flow_token": "t-1",
            "mode": "published", "flow_action": "navigate",
            "flow_action_payload": { "screen": "DIA", "data": { "taller": "Puebla" } } } } }),
        json!({ "type": "carousel", "body": { "text": "Lo nuevo" }, "action": { "cards": [
            { "card_index": 0, "type": "cta_url", "header": { "type": "image", "image": { "media_id": "IMAGE" } },
              "body": { "text": "Cobalto" }, "action": link("Ver") },
            { "card_index": 1, "type": "cta_url", "header": { "type": "video", "video": { "media_id": "VIDEO" } },
              "action": link("Mirar") }] } }),
        json!({ "type": "carousel", "body": { "text": "Los de hoy" }, "action": { "cards": [
            { "card_index": 0, "type": "product",
              "action": { "catalog_id": "77", "product_retailer_id": "azul-20" } },
            { "card_index": 1, "type": "product",
              "action": { "catalog_id": "77", "product_retailer_id": "jade-20" } }] } }),
    ]
}

#[tokio::test]
async fn every_interactive_type_arrives_whole() {
    let scene = Scene::start().await;
    let picture = crate::api::media::picture();
    let files = [
        ("IMAGE", scene.keeps(&picture, "patio.jpg", "image").await),
        ("VIDEO", scene.keeps(FILM, "horno.mp4", "video").await),
        (
            "DOCUMENT",
            scene.keeps(PAGE, "precios.pdf", "document").await,
        ),
    ];
    for object in interactive() {
        let mut written = object.to_string();
        for (name, stored) in &files {
            written = written.replace(name, &stored.id);
        }
        let object: Value = serde_json::from_str(&written).unwrap();
        let bubble = scene
            .reaches_phone(json!({ "type": "interactive", "interactive": object }))
            .await;
        assert_eq!(
            bubble.text.as_deref(),
            object.pointer("/body/text").and_then(Value::as_str)
        );
        assert_eq!(
            without_ids(bubble.content.clone()),
            without_ids(object.clone())
        );
        let kind = object["header"]["type"].as_str().unwrap_or("text");
        if let Some((_, stored)) = files
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(kind))
        {
            let id = &bubble.content["header"][kind]["id"];
            assert!(scene.bytes(id).await == stored.bytes, "{kind}");
        }
        for card in object
            .pointer("/action/cards")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let Some(kind) = card.pointer("/header/type").and_then(Value::as_str) else {
                continue;
            };
            let (_, stored) = files
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(kind))
                .unwrap();
            let at = format!("/action/cards/{}/header/{kind}/id", card["card_index"]);
            let id = bubble.content.pointer(&at).unwrap();
            assert!(scene.bytes(id).await == stored.bytes, "{at}");
        }
    }
}
