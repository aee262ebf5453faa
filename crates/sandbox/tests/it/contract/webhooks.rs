//! What the sandbox posts: everything that a customer sends, and what becomes of what they get.

use aldaba_sandbox::CustomerMessageKind as Kind;
use serde_json::{Value, json};

use super::Contract;
use crate::stage::{ANA, NOBODY, Stage};

pub(super) async fn of_customers(contract: &mut Contract) {
    let stage = Stage::new().await;
    let first = stage.write(ANA, "hola");
    stage.receiver.until_message(&first).await;
    for (kind, name) in [
        (Kind::Image, "image"),
        (Kind::Video, "video"),
        (Kind::Audio, "audio"),
        (Kind::Document, "document"),
        (Kind::Sticker, "sticker"),
    ] {
        let file = stage.put(name).await;
        stage.sent(kind, json!({ "id": file.id })).await;
    }
    let place = json!({ "latitude": 19.04, "longitude": -98.2, "name": "Taller" });
    stage.sent(Kind::Location, place).await;
    let card = json!([{ "name": { "formatted_name": "Ana Ruiz", "first_name": "Ana" },
        "phones": [{ "phone": "+525555550101", "type": "CELL" }] }]);
    stage.sent(Kind::Contacts, card).await;
    stage.sent(Kind::Unsupported, json!({})).await;
    tapped(&stage).await;

    let sent = stage.text(ANA, "buenas").await;
    stage.receiver.until_state(&sent, "read").await;
    let lost = stage.text(NOBODY, "¿hay alguien?").await;
    stage.receiver.until_state(&lost, "failed").await;
    for body in stage.receiver.bodies() {
        let body: Value = serde_json::from_str(&body).unwrap();
        contract.webhook(&body);
    }
    stage.sandbox.shutdown().await;
}

/// Ana taps what she was offered.
async fn tapped(stage: &Stage) {
    let buttons = json!({ "type": "button", "body": { "text": "¿Lo aparto?" }, "action": {
        "buttons": [{ "type": "reply", "reply": { "id": "si", "title": "Sí" } }] } });
    let offered = stage.accepted("interactive", buttons).await;
    stage.receiver.until_state(&offered, "read").await;
    let tap = json!({ "type": "button_reply", "button_reply": { "id": "si" } });
    stage
        .sent_as(aldaba_sandbox::SendAsCustomer {
            kind: Kind::Interactive,
            content: tap,
            reply_to: Some(offered),
            ..crate::stage::letter(ANA, "")
        })
        .await;
}
