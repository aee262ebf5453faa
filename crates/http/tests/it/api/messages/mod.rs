//! A thread: what customers write, what agents answer, and what becomes of it.

mod hidden;
mod kinds;
mod phone;
mod scheduled;

use domain::Role;
use jiff::SignedDuration;
use reqwest::header::HeaderName;
use sandbox::{Fault, FaultKind, FaultTarget};
use serde_json::{Value, json};
use testkit::{Answer, ConnectedLine, CustomerMessageKind, Person, TestApp};

const CUSTOMER: &str = "+525555550142";

/// A line, its owner, and the conversation that a customer has begun.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) owner: Person,
    pub(crate) agent: Person,
    pub(crate) line: ConnectedLine,
    pub(crate) conversation: String,
}

impl Scene {
    pub(crate) async fn start() -> Self {
        Self::begun_by(|app, line| {
            line.customer_writes(app, CUSTOMER, "Hola, ¿tienen talavera? 🙏");
        })
        .await
    }

    /// The same, with somebody else who writes first.
    async fn begun_by(write: impl FnOnce(&TestApp, &ConnectedLine)) -> Self {
        let app = TestApp::start().await;
        let house = app.house("Talavera").await;
        let line = house.line(&app, "Ventas", "525555550100").await;
        let agent = house.member(&app, "Lucía", Role::Agent).await;
        write(&app, &line);
        let conversation = first_conversation(&app, &agent).await;
        Self {
            app,
            owner: house.owner,
            agent,
            line,
            conversation,
        }
    }

    pub(crate) fn thread(&self) -> String {
        self.agent
            .path(&format!("/conversations/{}/messages", self.conversation))
    }

    pub(crate) async fn say(&self, text: &str) -> Answer {
        let body = json!({ "type": "text", "text": { "body": text } });
        self.agent.client.post(&self.thread(), body).await
    }

    /// The thread once it is as it should be.
    pub(crate) async fn until(&self, is_right: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let answer = self
            .app
            .eventually(&self.agent.client, &self.thread(), |answer| {
                is_right(messages(answer))
            })
            .await;
        messages(&answer).to_vec()
    }
}

fn messages(answer: &Answer) -> &[Value] {
    answer.body["data"].as_array().map_or(&[], Vec::as_slice)
}

async fn first_conversation(app: &TestApp, person: &Person) -> String {
    let list = person.path("/conversations");
    let answer = app
        .eventually(&person.client, &list, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    answer.text("/data/0/id")
}

pub(crate) fn state(message: &Value) -> &str {
    message["delivery"]["state"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_customer_writes_an_agent_answers_and_the_ticks_come_back() {
    let scene = Scene::start().await;
    let thread = scene.until(|messages| messages.len() == 1).await;
    assert_eq!(thread[0]["text"], "Hola, ¿tienen talavera? 🙏");
    assert_eq!(thread[0]["author"]["kind"], "contact");
    let accepted = scene.say("Claro que sí").await;
    assert_eq!(accepted.status, 201, "{}", accepted.body);
    assert_eq!(state(&accepted.body), "queued");
    assert_eq!(accepted.body["author"]["name"], "Lucía");
    let thread = scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    for moment in ["sent_at", "delivered_at", "read_at"] {
        assert!(
            thread[1]["delivery"][moment].is_string(),
            "{moment} in {}",
            thread[1]
        );
    }
    let accepted = scene.app.sandbox.accepted();
    assert_eq!(accepted.len(), 1);
}

#[tokio::test]
async fn a_key_is_one_message() {
    let scene = Scene::start().await;
    let client = scene
        .agent
        .client
        .with(HeaderName::from_static("idempotency-key"), "7f0c2f1a");
    let body = json!({ "type": "text", "text": { "body": "una vez" } });
    let first = client.post(&scene.thread(), body.clone()).await;
    let again = client.post(&scene.thread(), body).await;
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.text("/id"), again.text("/id"));
    let other = client
        .post(
            &scene.thread(),
            json!({ "type": "text", "text": { "body": "otra" } }),
        )
        .await;
    assert_eq!(other.to_string(), "422 idempotency_key_reused");
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    assert_eq!(scene.app.sandbox.accepted().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_with_the_reason() {
    let scene = Scene::start().await;
    assert_eq!(scene.say("  \n ").await.to_string(), "422 text_empty");
    let long = scene.say(&"á".repeat(4097)).await;
    assert_eq!(
        (long.to_string().as_str(), &long.body["params"]["limit"]),
        ("422 text_too_long", &json!(4096))
    );
    scene.app.advance(SignedDuration::from_hours(25));
    let late = scene.say("¿Sigue interesada?").await;
    assert_eq!(late.to_string(), "409 window_closed");
    assert!(late.body["params"]["closed_at"].is_string());
}

#[tokio::test]
async fn a_disabled_line_sends_nothing() {
    let scene = Scene::start().await;
    let line = format!("/lines/{}", scene.line.id);
    assert_eq!(
        scene
            .owner
            .patch(&line, json!({ "enabled": false }))
            .await
            .status,
        200
    );
    assert_eq!(scene.say("hola").await.to_string(), "409 line_disabled");
}

#[tokio::test]
async fn a_refusal_of_meta_is_explained_and_can_be_retried_or_put_away() {
    let scene = Scene::start().await;
    fail_with(&scene, FaultKind::Error, Some(131_026));
    let id = scene.say("no llega").await.text("/id");
    let thread = scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "failed")
        .await;
    let failure = &thread[1]["delivery"]["failure"];
    assert_eq!(failure["code"], 131_026);
    for language in ["es", "en", "pt"] {
        assert!(failure["action"][language].is_string(), "{failure}");
    }
    let retried = scene
        .agent
        .post(&format!("/messages/{id}/retry"), json!({}))
        .await;
    assert_eq!((retried.status, state(&retried.body)), (200, "queued"));
    scene.until(|messages| state(&messages[1]) == "read").await;
    let late = scene
        .agent
        .post(&format!("/messages/{id}/retry"), json!({}))
        .await;
    assert_eq!(late.to_string(), "409 not_failed");

    fail_with(&scene, FaultKind::Error, Some(131_026));
    let id = scene.say("tampoco").await.text("/id");
    scene
        .until(|messages| messages.len() == 3 && state(&messages[2]) == "failed")
        .await;
    assert_eq!(
        scene.agent.delete(&format!("/messages/{id}")).await.status,
        204
    );
    scene
        .until(|messages| state(&messages[2]) == "discarded")
        .await;
}

#[tokio::test]
async fn an_answer_that_was_cut_off_leaves_the_message_uncertain_until_a_status_tells() {
    let scene = Scene::start().await;
    fail_with(&scene, FaultKind::Drop, None);
    scene.say("¿llegó?").await;
    // Meta took it and cut the line; its statuses name our own id, and so resolve it.
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    assert_eq!(
        scene.app.sandbox.accepted().len(),
        1,
        "it was never sent again"
    );
}

fn fail_with(scene: &Scene, kind: FaultKind, code: Option<u32>) {
    let fault = Fault {
        code,
        times: Some(1),
        phone_number_id: Some(scene.line.phone_number_id.clone()),
        ..Fault::new(FaultTarget::Messages, kind)
    };
    scene.app.sandbox.set_fault(fault).unwrap();
}

#[tokio::test]
async fn answers_quote_and_kinds_that_nobody_knows_keep_their_raw_form() {
    let scene = Scene::start().await;
    let asked = scene.until(|messages| messages.len() == 1).await[0]["id"].clone();
    let body = json!({ "type": "text", "text": { "body": "Sí" }, "reply_to": asked });
    let answered = scene.agent.client.post(&scene.thread(), body).await;
    assert_eq!(answered.body["reply_to"]["id"], asked);
    scene
        .line
        .customer_sends(&scene.app, CUSTOMER, CustomerMessageKind::Unsupported, None);
    let thread = scene.until(|messages| messages.len() == 3).await;
    assert_eq!(thread[2]["kind"], "unsupported");
    assert_eq!(thread[2]["has_raw"], true);
    assert_eq!(thread[1]["withheld"], Value::Null);
    let withheld = &thread[2]["withheld"];
    assert_eq!(withheld["code"], 131_051);
    assert!(withheld["cause"]["en"].is_string() && withheld["action"]["pt"].is_string());
    let raw = format!("/messages/{}/raw", thread[2]["id"].as_str().unwrap());
    assert_eq!(scene.agent.get(&raw).await.to_string(), "403 forbidden");
    assert_eq!(
        scene.owner.get(&raw).await.body["body"]["type"],
        "unsupported"
    );
}

#[tokio::test]
async fn a_thread_is_read_in_pages_both_ways() {
    let scene = Scene::start().await;
    for number in 1..=6 {
        scene
            .line
            .customer_writes(&scene.app, CUSTOMER, &format!("mensaje {number}"));
        scene.until(|messages| messages.len() == 1 + number).await;
    }
    let thread = scene.thread();
    let all = scene.agent.client.get(&format!("{thread}?limit=100")).await;
    let ids = |answer: &Answer| -> Vec<Value> {
        messages(answer)
            .iter()
            .map(|message| message["id"].clone())
            .collect()
    };
    let (mut walked, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = scene
            .agent
            .client
            .get(&format!("{thread}?limit=2{cursor}"))
            .await;
        walked.splice(0..0, ids(&page));
        match page.body["before_cursor"].as_str() {
            Some(before) => cursor = format!("&before={before}"),
            None => break,
        }
    }
    assert_eq!(walked, ids(&all));
    let middle = walked[3].as_str().unwrap();
    let around = scene
        .agent
        .client
        .get(&format!("{thread}?around={middle}&limit=2"))
        .await;
    assert_eq!(ids(&around), walked[2..=4]);
    let after = around.text("/after_cursor");
    let rest = scene
        .agent
        .client
        .get(&format!("{thread}?after={after}"))
        .await;
    assert_eq!(ids(&rest), walked[5..]);
    assert!(rest.body["after_cursor"].is_null());
    let invalid = scene
        .agent
        .client
        .get(&format!("{thread}?before=made-up"))
        .await;
    assert_eq!(invalid.to_string(), "422 invalid_request");
}
