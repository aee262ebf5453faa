//! The controls over HTTP, as tests that are not in Rust use them.

use aldaba_sandbox::{Sandbox, SandboxConfig, SandboxHandle, SendAsCustomer};
use reqwest::Method;
use serde_json::{Value, json};

use crate::receiver::{Receiver, SECRET, VERIFY_TOKEN};
use crate::stage::http;

const HANNAH: &str = "+13055550142";

/// An empty sandbox, seen from outside.
struct Outside {
    sandbox: SandboxHandle,
    receiver: Receiver,
    http: reqwest::Client,
}

impl Outside {
    async fn new() -> Self {
        let http = http();
        let sandbox = Sandbox::start(SandboxConfig::fast(), http.clone())
            .await
            .unwrap();
        Self {
            sandbox,
            receiver: Receiver::start().await,
            http,
        }
    }

    /// With an app, an account, a number and a customer.
    async fn furnished() -> Self {
        let outside = Self::new().await;
        let app = json!({ "app_id": "1", "app_secret": SECRET });
        assert_eq!(outside.post("/apps", app).await.0, 201);
        let waba = json!({ "id": "2", "name": "W", "app_id": "1" });
        assert_eq!(outside.post("/wabas", waba).await.0, 201);
        let phone = json!({
            "phone_number_id": "3", "waba_id": "2", "display_phone_number": "+1 305-555-0100",
            "verified_name": "Tiles", "access_tokens": ["T"],
        });
        assert_eq!(outside.post("/phones", phone).await.0, 201);
        let customer = json!({ "phone": HANNAH, "name": "Hannah", "locale": "en" });
        assert_eq!(outside.post("/customers", customer).await.0, 201);
        assert_eq!(outside.subscribe(VERIFY_TOKEN).await, 201);
        outside
    }

    async fn subscribe(&self, verify_token: &str) -> u16 {
        let callback_url = &self.receiver.url;
        let wish = json!({
            "app_id": "1", "callback_url": callback_url, "verify_token": verify_token,
        });
        self.post("/subscriptions", wish).await.0
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/_sandbox{path}", self.sandbox.url());
        let mut request = self.http.request(method, url);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, body).await
    }

    async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, Value::Null).await.1
    }

    async fn write(&self, text: &str) -> String {
        let wish = json!({ "phone_number_id": "3", "from": { "phone": HANNAH }, "text": text });
        let (status, sent) = self.post("/messages", wish).await;
        assert_eq!(status, 201, "{sent}");
        sent["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn the_furniture_must_come_in_order() {
    let outside = Outside::new().await;
    let waba = json!({ "id": "2", "name": "W", "app_id": "1" });
    assert_eq!(outside.post("/wabas", waba).await.0, 422);
    let outside = Outside::furnished().await;
    assert_eq!(outside.subscribe("not that one").await, 400);
}

#[tokio::test]
async fn a_chat_is_written_seen_and_read() {
    let outside = Outside::furnished().await;
    assert_eq!(outside.get("/customers").await["data"][0]["name"], "Hannah");
    let wamid = outside.write("hi").await;
    outside.receiver.until_message(&wamid).await;
    let answer = outside
        .http
        .post(format!(
            "{}/3/messages?access_token=T",
            outside.sandbox.url()
        ))
        .json(&json!({
            "messaging_product": "whatsapp", "to": HANNAH, "text": { "body": "hello" },
        }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let accepted = outside.get("/accepted").await;
    assert_eq!(accepted["data"][0]["text"], "hello");
    let ours = accepted["data"][0]["wamid"].as_str().unwrap();
    outside.receiver.until_state(ours, "delivered").await;
    let chat = outside
        .get("/chats?phone_number_id=3&phone=%2B13055550142")
        .await;
    assert_eq!(chat["customer"]["name"], "Hannah");
    assert_eq!(chat["messages"][0]["text"], "hi");
    assert_eq!(chat["messages"][1]["from"], "business");
    let at = chat["messages"][0]["at"].as_str().unwrap();
    assert!(at.len() == 24 && at.ends_with('Z'), "{at}");
    let opened = json!({ "phone_number_id": "3", "phone": HANNAH });
    assert_eq!(outside.post("/read", opened).await.0, 204);
    let nowhere = json!({ "phone_number_id": "9", "phone": HANNAH });
    let (status, unknown) = outside.post("/read", nowhere).await;
    assert_eq!(status, 404);
    assert!(unknown["error"].as_str().unwrap().contains("add it first"));
}

#[tokio::test]
async fn faults_clock_and_log_are_in_reach() {
    let outside = Outside::furnished().await;
    let fault = json!({ "target": "messages", "kind": "error", "code": 131_000, "times": 1 });
    assert_eq!(outside.post("/faults", fault).await.0, 201);
    let (status, refused) = outside
        .post("/faults", json!({ "target": "webhooks", "kind": "error" }))
        .await;
    assert_eq!(status, 422);
    assert!(refused["error"].is_string());
    assert_eq!(outside.get("/faults").await["data"][0]["kind"], "error");
    assert_eq!(
        outside.call(Method::DELETE, "/faults", Value::Null).await.0,
        204
    );
    assert_eq!(outside.get("/faults").await, json!({ "data": [] }));
    assert_eq!(
        outside
            .post("/clock", json!({ "advance_ms": 1000 }))
            .await
            .0,
        204
    );
    let wamid = outside.write("hi").await;
    outside.receiver.until_message(&wamid).await;
    while outside.get("/stats").await["delivered"] != 1 {
        tokio::task::yield_now().await;
    }
    let log = outside.get("/log").await;
    let delivery = log["data"].as_array().unwrap().last().unwrap();
    assert_eq!(delivery["kind"], "delivery");
    assert_eq!(delivery["updates"], json!([format!("text {wamid}")]));
}

#[tokio::test]
async fn webhooks_change_their_generation_and_their_size() {
    let outside = Outside::furnished().await;
    let newer = outside.write("hi").await;
    let newer = outside.receiver.until_message(&newer).await;
    assert!(newer["from_user_id"].is_string());
    let wish = json!({ "batch": 100, "user_ids": false });
    assert_eq!(outside.post("/webhooks", wish).await.0, 204);
    let mut last = String::new();
    for number in 0..40 {
        let wish = json!({ "phone_number_id": "3", "from": { "phone": HANNAH }, "text": format!("{number}") });
        let wish: SendAsCustomer = serde_json::from_value(wish).unwrap();
        last = outside.sandbox.send_as_customer(&wish).unwrap();
    }
    let older = outside.receiver.until_message(&last).await;
    assert!(older.get("from_user_id").is_none());
    assert!(
        outside.receiver.posts() < 41,
        "{} posts",
        outside.receiver.posts()
    );
    let (status, _) = outside.post("/webhooks", json!({ "size": 2 })).await;
    assert_eq!(status, 422);
}
