//! An application's side: answers Meta's challenge, checks signatures, keeps what came.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use graph::webhook::signature;
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub(crate) const SECRET: &str = "an app secret";
pub(crate) const VERIFY_TOKEN: &str = "a verify token";

const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    inbox: Arc<Mutex<Inbox>>,
    arrived: watch::Sender<usize>,
}

#[derive(Default)]
struct Inbox {
    bodies: Vec<String>,
    /// Answers for the next posts; 200 when there is none.
    answers: Vec<u16>,
    /// Posts that came, whatever was answered.
    posts: usize,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            inbox: Arc::default(),
            arrived: watch::Sender::new(0),
        };
        let router = Router::new()
            .route("/hook", get(challenge).post(accept))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        receiver
    }

    /// The next posts get these answers, in this order.
    pub(crate) fn answer_next(&self, answers: &[u16]) {
        self.inbox.lock().unwrap().answers = answers.to_vec();
    }

    pub(crate) fn posts(&self) -> usize {
        self.inbox.lock().unwrap().posts
    }

    /// The bodies that were answered with 200, as they came.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.inbox.lock().unwrap().bodies.clone()
    }

    /// Every change that came, of any field.
    pub(crate) fn changes(&self) -> Vec<Value> {
        let mut changes = Vec::new();
        for body in self.bodies() {
            let body: Value = serde_json::from_str(&body).unwrap();
            for entry in body["entry"].as_array().unwrap() {
                changes.extend(entry["changes"].as_array().unwrap().iter().cloned());
            }
        }
        changes
    }

    /// The `value` of every change of messages that came.
    pub(crate) fn values(&self) -> Vec<Value> {
        let of_messages = self.changes().into_iter();
        of_messages
            .filter(|change| change["field"] == "messages")
            .map(|change| change["value"].clone())
            .collect()
    }

    pub(crate) fn messages(&self) -> Vec<Value> {
        let of = |value: Value| value["messages"].as_array().cloned().unwrap_or_default();
        self.values().into_iter().flat_map(of).collect()
    }

    pub(crate) fn statuses(&self) -> Vec<Value> {
        let of = |value: Value| value["statuses"].as_array().cloned().unwrap_or_default();
        self.values().into_iter().flat_map(of).collect()
    }

    /// The states of one message, in the order in which they came.
    pub(crate) fn states(&self, wamid: &str) -> Vec<String> {
        let of_message = self
            .statuses()
            .into_iter()
            .filter(|status| status["id"] == wamid);
        of_message
            .map(|status| status["status"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Waits until something holds of what has come.
    pub(crate) async fn until<T>(&self, find: impl Fn(&Self) -> Option<T>) -> T {
        let mut arrived = self.arrived.subscribe();
        let found = async {
            loop {
                arrived.mark_unchanged();
                if let Some(found) = find(self) {
                    return found;
                }
                arrived.changed().await.unwrap();
            }
        };
        let found = tokio::time::timeout(PATIENCE, found).await;
        found.unwrap_or_else(|_| panic!("did not come; what came: {:#?}", self.values()))
    }

    pub(crate) async fn until_state(&self, wamid: &str, state: &str) -> Value {
        let is_it = |status: &Value| status["id"] == wamid && status["status"] == state;
        self.until(|receiver| receiver.statuses().into_iter().find(is_it))
            .await
    }

    pub(crate) async fn until_message(&self, wamid: &str) -> Value {
        let is_it = |message: &Value| message["id"] == wamid;
        self.until(|receiver| receiver.messages().into_iter().find(is_it))
            .await
    }
}

#[derive(Deserialize)]
struct Challenge {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.verify_token")]
    token: String,
    #[serde(rename = "hub.challenge")]
    nonce: String,
}

async fn challenge(Query(asked): Query<Challenge>) -> Result<String, StatusCode> {
    if asked.mode == "subscribe" && asked.token == VERIFY_TOKEN {
        return Ok(asked.nonce);
    }
    Err(StatusCode::FORBIDDEN)
}

async fn accept(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = headers["x-hub-signature-256"].to_str().unwrap();
    assert!(
        signature::verify(SECRET.as_bytes(), &body, header),
        "a forged body"
    );
    let status = {
        let mut inbox = receiver.inbox.lock().unwrap();
        inbox.posts += 1;
        let status = if inbox.answers.is_empty() {
            200
        } else {
            inbox.answers.remove(0)
        };
        if status == 200 {
            inbox.bodies.push(String::from_utf8(body.to_vec()).unwrap());
        }
        status
    };
    receiver.arrived.send_modify(|count| *count += 1);
    StatusCode::from_u16(status).unwrap()
}
