//! The simulated phones over the API.

use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use testkit::{Person, TestApp};

const MARIANA: &str = "+525555550111";

#[tokio::test]
async fn a_process_without_a_sandbox_says_so() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    assert_eq!(
        owner.get("/sandbox/customers").await.to_string(),
        "404 sandbox_off"
    );
    assert_eq!(
        owner.delete("/sandbox/faults").await.to_string(),
        "404 sandbox_off"
    );
}

async fn chat(owner: &Person, line: &str, version: Option<u64>) -> testkit::Answer {
    let version = version
        .map(|version| format!("&version={version}"))
        .unwrap_or_default();
    let phone = MARIANA.replace('+', "%2B");
    owner
        .get(&format!(
            "/sandbox/chats?line_id={line}&phone={phone}{version}"
        ))
        .await
}

#[tokio::test]
async fn a_customer_writes_and_sees_the_answer() {
    let app = TestApp::start_with_phones().await;
    let house = app.house("Talavera").await;
    let owner = &house.owner;
    let line = house.line(&app, "Ventas", "525555550100").await.id;
    let from = json!({ "phone": MARIANA, "name": "Mariana" });
    let sent = owner
        .post(
            "/sandbox/messages",
            json!({ "line_id": line, "from": from, "text": "¿Tienen talavera?" }),
        )
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let list = owner.path("/conversations");
    let list = app
        .eventually(&owner.client, &list, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    let conversation = list.text("/data/0/id");
    let seen = chat(owner, &line, None).await;
    let version = seen.body["version"].as_u64();
    let body = json!({ "type": "text", "text": { "body": "Sí, claro" } });
    let path = format!("/conversations/{conversation}/messages");
    assert_eq!(owner.post(&path, body).await.status, 201);
    let seen = chat(owner, &line, version).await;
    let texts: Vec<&str> = seen.body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["text"].as_str())
        .collect();
    assert_eq!(texts.first(), Some(&"¿Tienen talavera?"));
    let read = owner
        .post(
            "/sandbox/read",
            json!({ "line_id": line, "phone": MARIANA }),
        )
        .await;
    assert_eq!(read.status, 204, "{}", read.body);
}

#[tokio::test]
async fn faults_are_set_shown_and_cleared() {
    let app = TestApp::start_with_phones().await;
    let house = app.house("Talavera").await;
    let owner = &house.owner;
    let line = house.line(&app, "Ventas", "525555550100").await.id;
    let meaningless = json!({ "target": "webhooks", "kind": "error", "code": 1 });
    assert_eq!(
        owner.post("/sandbox/faults", meaningless).await.to_string(),
        "422 invalid_request"
    );
    let fault = json!({ "target": "messages", "kind": "error", "code": 131_047, "times": 2, "line_id": line });
    assert_eq!(owner.post("/sandbox/faults", fault).await.status, 201);
    let standing = owner.get("/sandbox/faults").await;
    assert_eq!(standing.body["data"][0]["line_id"], json!(line));
    assert_eq!(standing.body["data"][0]["times"], 2);
    assert_eq!(owner.delete("/sandbox/faults").await.status, 204);
    assert_eq!(owner.get("/sandbox/faults").await.body["data"], json!([]));
}

#[tokio::test]
async fn another_organization_s_line_has_no_phones_here() {
    let app = TestApp::start_with_phones().await;
    let theirs = app
        .house("Azul")
        .await
        .line(&app, "Ventas", "525555550100")
        .await
        .id;
    let owner = app.house("Talavera").await.owner;
    assert_eq!(
        chat(&owner, &theirs, None).await.to_string(),
        "404 not_found"
    );
    let from = json!({ "phone": MARIANA });
    let message = json!({ "line_id": theirs, "from": from, "text": "hola" });
    assert_eq!(
        owner.post("/sandbox/messages", message).await.to_string(),
        "404 not_found"
    );
    let fault = json!({ "target": "messages", "kind": "drop", "line_id": theirs });
    assert_eq!(
        owner.post("/sandbox/faults", fault).await.to_string(),
        "404 not_found"
    );
}

#[tokio::test]
async fn a_customer_sends_a_picture_and_taps_a_button() {
    let app = TestApp::start_with_phones().await;
    let house = app.house("Talavera").await;
    let owner = &house.owner;
    let line = house.line(&app, "Ventas", "525555550100").await;
    let jpeg = owner.client.with(CONTENT_TYPE, "image/jpeg");
    let path = owner.path("/sandbox/media?filename=mosaico.jpg");
    let file = jpeg.post_bytes(&path, b"\xff\xd8\xff\xe0 a picture").await;
    assert_eq!(file.status, 201, "{}", file.body);
    assert_eq!(file.text("/mime_type"), "image/jpeg");
    let wish = |kind: &str, content: serde_json::Value, reply_to: Option<&str>| {
        json!({
            "line_id": line.id, "from": { "phone": MARIANA }, "type": kind, "content": content,
            "text": "¿Tienen este?", "reply_to": reply_to,
        })
    };
    let picture = wish("image", json!({ "id": file.text("/id") }), None);
    let sent = owner.post("/sandbox/messages", picture).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let seen = chat(owner, &line.id, None).await;
    let shown = &seen.body["messages"][0];
    assert_eq!(shown["content"]["caption"], "¿Tienen este?");
    assert_eq!(shown["media"]["filename"], "mosaico.jpg");
    let id = shown["media"]["id"].as_str().unwrap();
    let opened = owner.get(&format!("/sandbox/media?id={id}")).await;
    assert_eq!(opened.header("content-type"), Some("image/jpeg"));
    assert_eq!(opened.header("x-content-type-options"), Some("nosniff"));
    let unknown = owner.get("/sandbox/media?id=1").await;
    assert_eq!(unknown.to_string(), "404 not_found");
    let tap = json!({ "type": "button_reply", "button_reply": { "id": "yes" } });
    let tap = wish("interactive", tap, Some(&sent.text("/id")));
    let refused = owner.post("/sandbox/messages", tap).await;
    assert_eq!(refused.to_string(), "422 invalid_request");
}
