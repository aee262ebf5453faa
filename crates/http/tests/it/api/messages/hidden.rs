//! Somebody who hides the number: known by Meta's user id alone, in and out.

use super::{Scene, state};
use crate::api::media::file;
use sandbox::{
    CustomerMessageKind, CustomerRef, CustomerSpec, SendAsCustomer, TemplateSpec, TemplateStatus,
};
use serde_json::{Value, json};
use testkit::{ConnectedLine, TestApp};

const ELENA: &str = "MX.77001";

/// What Elena's phone sends.
fn letter(line: &ConnectedLine, kind: CustomerMessageKind, content: Value) -> SendAsCustomer {
    SendAsCustomer {
        phone_number_id: line.phone_number_id.clone(),
        from: CustomerRef {
            user_id: Some(ELENA.to_owned()),
            ..CustomerRef::default()
        },
        kind,
        content,
        ..SendAsCustomer::default()
    }
}

fn writes_first(app: &TestApp, line: &ConnectedLine) {
    app.sandbox.add_customer(CustomerSpec {
        user_id: Some(ELENA.to_owned()),
        username: Some("elena.azul".to_owned()),
        name: "Elena".to_owned(),
        ..CustomerSpec::default()
    });
    let mut hello = letter(line, CustomerMessageKind::Text, Value::Null);
    hello.text = Some("Hola, escribo sin número".to_owned());
    app.sandbox.send_as_customer(&hello).unwrap();
}

impl Scene {
    async fn contact(&self) -> Value {
        let path = format!("/conversations/{}", self.conversation);
        let id = self.agent.get(&path).await.text("/contact/id");
        self.agent.get(&format!("/contacts/{id}")).await.body
    }

    /// Posts to the thread; waits until the message has arrived.
    async fn arrives(&self, body: Value) -> Value {
        let sent = self.agent.client.post(&self.thread(), body).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let is_it = |message: &Value| message["id"] == sent.body["id"];
        let has_arrived = |message: &Value| matches!(state(message), "delivered" | "read");
        let thread = self
            .until(|messages| messages.iter().any(|it| is_it(it) && has_arrived(it)))
            .await;
        thread.into_iter().find(is_it).unwrap()
    }
}

#[tokio::test]
async fn a_customer_without_a_number_is_served_like_any_other() {
    let scene = Scene::begun_by(writes_first).await;
    let contact = scene.contact().await;
    assert_eq!(contact["name"], "Elena");
    assert_eq!(
        (&contact["phone"], &contact["username"]),
        (&Value::Null, &json!("elena.azul"))
    );
    let by_id = json!([{ "kind": "bsuid", "value": ELENA }]);
    assert_eq!(contact["identities"], by_id);

    let asked = scene.until(|messages| messages.len() == 1).await[0]["id"].clone();
    let text = json!({ "type": "text", "text": { "body": "Con gusto" }, "reply_to": asked });
    let answer = scene.arrives(text).await;
    let form = file(
        b"%PDF-1.7 la lista".to_vec(),
        "application/pdf",
        "lista.pdf",
    );
    let path = scene.agent.path("/media");
    let stored = scene.agent.client.post_form(&path, form).await;
    let document = json!({ "type": "document", "document": { "media_id": stored.text("/id") } });
    scene.arrives(document).await;
    let reaction =
        json!({ "type": "reaction", "reaction": { "message_id": asked, "emoji": "🙏" } });
    let reacted = scene.agent.client.post(&scene.thread(), reaction).await;
    assert!(reacted.status < 300, "{}", reacted.body);
    scene.sent_reactions(1).await;
    let accepted = scene.app.sandbox.accepted();
    let kinds: Vec<&str> = accepted.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["text", "document", "reaction"]);
    assert!(accepted.iter().all(|it| it.to == ELENA), "{accepted:?}");

    // Elena quotes, reacts and sends a file.
    let mut reply = letter(&scene.line, CustomerMessageKind::Text, Value::Null);
    reply.text = Some("Gracias".to_owned());
    reply.reply_to = Some(accepted[0].wamid.clone());
    scene.app.sandbox.send_as_customer(&reply).unwrap();
    let mut sign = letter(&scene.line, CustomerMessageKind::Reaction, Value::Null);
    sign.emoji = Some("💙".to_owned());
    sign.reply_to = Some(accepted[0].wamid.clone());
    scene.app.sandbox.send_as_customer(&sign).unwrap();
    let put = scene
        .app
        .sandbox
        .put_file("un plano".into(), "text/plain", None);
    let plan = json!({ "id": put.await.unwrap().id, "filename": "plano.txt" });
    let plan = letter(&scene.line, CustomerMessageKind::Document, plan);
    scene.app.sandbox.send_as_customer(&plan).unwrap();
    let thread = scene
        .until(|messages| messages.len() == 5 && messages[4]["media"]["state"] == "ready")
        .await;
    assert_eq!(thread[3]["reply_to"]["id"], answer["id"]);
    assert_eq!(thread[1]["reactions"][0]["emoji"], "💙");
    // Nothing that was sent or heard has made a number up.
    assert_eq!(scene.contact().await["identities"], by_id);
    let list = scene.agent.get("/contacts").await;
    assert_eq!(list.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_needs_a_number_says_so_and_a_wish_needs_none() {
    let scene = Scene::begun_by(writes_first).await;
    let waba = format!("1{}", &scene.line.phone_number_id[1..]);
    for (name, category) in [("codigo", "AUTHENTICATION"), ("oferta", "MARKETING")] {
        scene.app.sandbox.add_template(TemplateSpec {
            waba_id: waba.clone(),
            name: name.to_owned(),
            language: "es_MX".to_owned(),
            category: category.to_owned(),
            components: json!([{ "type": "BODY", "text": "Hay azulejos nuevos en el taller." }]),
            status: TemplateStatus::Approved,
            parameter_format: None,
        });
    }
    let line = json!({ "line_id": scene.line.id });
    assert_eq!(scene.owner.post("/templates/sync", line).await.status, 200);
    let template = |name: &str| json!({ "type": "template", "template": { "name": name, "language": "es_MX" } });
    let thread = scene.thread();
    let code = scene.agent.client.post(&thread, template("codigo")).await;
    assert_eq!(code.to_string(), "409 phone_needed");
    scene.arrives(template("oferta")).await;

    let now = scene.app.env.clock.now().millis() / 1000;
    let stop = json!({ "user_id": ELENA, "category": "marketing_messages", "value": "stop",
        "detail": "User requested to stop marketing messages", "timestamp": now });
    let metadata = json!({ "phone_number_id": scene.line.phone_number_id });
    let value = json!({ "messaging_product": "whatsapp", "metadata": metadata,
        "contacts": [{ "profile": { "name": "Elena" }, "user_id": ELENA }],
        "user_preferences": [stop] });
    let number = Some(scene.line.phone_number_id.as_str());
    scene
        .app
        .sandbox
        .notify(&waba, number, "user_preferences", value);
    let id = scene.contact().await["id"].as_str().unwrap().to_owned();
    let path = scene.agent.path(&format!("/contacts/{id}"));
    let told = scene
        .app
        .eventually(&scene.agent.client, &path, |answer| {
            answer.body["marketing_stopped_at"].is_string()
        })
        .await;
    let refused = scene.agent.client.post(&thread, template("oferta")).await;
    assert_eq!(refused.to_string(), "409 contact_opted_out");
    assert_eq!(
        refused.body["params"]["since"],
        told.body["marketing_stopped_at"]
    );
}
