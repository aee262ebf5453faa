//! The list of what did not arrive: what it tells, and what is done about many at once.

use super::messages::Scene;
use sandbox::{Fault, FaultKind, FaultTarget};
use serde_json::{Value, json};
use testkit::Answer;

const LIST: &str = "/dead-letters";

/// Answers that Meta refuses; the ids in the order in which they were written.
async fn refused(scene: &Scene, texts: &[&str]) -> Vec<String> {
    let fault = Fault {
        code: Some(131_026),
        times: u32::try_from(texts.len()).ok(),
        ..Fault::new(FaultTarget::Messages, FaultKind::Error)
    };
    scene.app.sandbox.set_fault(fault).unwrap();
    let mut ids = Vec::new();
    for text in texts {
        ids.push(scene.say(text).await.text("/id"));
    }
    scene.until_listed(texts.len()).await;
    ids
}

impl Scene {
    async fn until_listed(&self, count: usize) -> Answer {
        let path = self.agent.path(LIST);
        let is_right =
            |answer: &Answer| answer.body["data"].as_array().map(Vec::len) == Some(count);
        self.app
            .eventually(&self.agent.client, &path, is_right)
            .await
    }
}

fn refusals(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let data = answer.body["data"].as_array().unwrap();
    assert!(data.iter().all(|done| done["message_id"].is_string()));
    data.iter()
        .map(|done| done["refusal"]["code"].as_str().unwrap_or("done"))
        .collect()
}

#[tokio::test]
async fn an_agent_sees_what_did_not_arrive_with_its_cause() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno", "dos"]).await;
    let page = scene.agent.get("/dead-letters?limit=1").await;
    let newest = &page.body["data"][0];
    assert_eq!(newest["message"]["id"], ids[1].as_str());
    assert_eq!(newest["message"]["text"], "dos");
    assert_eq!(newest["message"]["delivery"]["state"], "failed");
    let failure = &newest["message"]["delivery"]["failure"];
    for language in ["es", "en", "pt"] {
        assert!(failure["cause"][language].is_string(), "{failure}");
    }
    assert_eq!(newest["conversation"]["id"], scene.conversation.as_str());
    assert_eq!(newest["conversation"]["line"]["name"], "Ventas");
    assert_eq!(newest["cause"], "131026");
    assert_eq!(
        (&newest["attempts"], &newest["door"]),
        (&json!(1), &json!("cloud"))
    );
    assert_eq!(newest["refusal"], Value::Null);
    let cursor = page.text("/next_cursor");
    let rest = scene
        .agent
        .get(&format!("/dead-letters?limit=1&cursor={cursor}"))
        .await;
    assert_eq!(rest.body["data"][0]["message"]["id"], ids[0].as_str());
    assert_eq!(rest.body["next_cursor"], Value::Null);

    let counts = scene.agent.get("/dead-letters/counts").await;
    assert_eq!(
        (&counts.body["total"], &counts.body["more"]),
        (&json!(2), &json!(false))
    );
    let cause = &counts.body["causes"][0];
    assert_eq!(
        (&cause["cause"], &cause["count"]),
        (&json!("131026"), &json!(2))
    );
    assert!(cause["meaning"]["pt"].is_string(), "{cause}");
    assert_eq!(counts.body["lines"][0]["line_id"], scene.line.id.as_str());
}

#[tokio::test]
async fn all_that_match_go_out_again_in_their_order() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno", "dos"]).await;
    let body = json!({ "matching": { "cause": "131026" } });
    let done = scene.agent.post("/dead-letters/retry", body).await;
    assert_eq!(refusals(&done), ["done", "done"]);
    assert_eq!(
        (&done.body["left"], &done.body["next_cursor"]),
        (&json!(0), &Value::Null)
    );
    scene.until_listed(0).await;
    scene
        .until(|messages| {
            messages
                .iter()
                .filter(|it| super::messages::state(it) == "read")
                .count()
                == 2
        })
        .await;
    let texts: Vec<_> = scene
        .app
        .sandbox
        .accepted()
        .into_iter()
        .map(|it| it.text)
        .collect();
    assert_eq!(texts, [Some("uno".to_owned()), Some("dos".to_owned())]);
    let again = json!({ "ids": ids });
    let again = scene.agent.post("/dead-letters/retry", again).await;
    assert_eq!(refusals(&again), ["not_failed", "not_failed"]);
}

#[tokio::test]
async fn what_was_dismissed_leaves_the_list_and_comes_back() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno", "dos"]).await;
    let one = json!({ "ids": [ids[0]] });
    let done = scene.agent.post("/dead-letters/dismiss", one.clone()).await;
    assert_eq!(refusals(&done), ["done"]);
    let left = scene.until_listed(1).await;
    assert_eq!(left.body["data"][0]["message"]["id"], ids[1].as_str());
    let away = scene.agent.get("/dead-letters?dismissed=true").await;
    assert_eq!(away.body["data"][0]["message"]["id"], ids[0].as_str());
    assert!(away.body["data"][0]["dismissed_at"].is_string());
    let thread = scene.agent.client.get(&scene.thread()).await;
    assert_eq!(
        thread.body["data"][1]["delivery"]["state"], "failed",
        "as before"
    );
    let done = scene.agent.post("/dead-letters/restore", one).await;
    assert_eq!(refusals(&done), ["done"]);
    scene.until_listed(2).await;
}

#[tokio::test]
async fn a_door_that_the_line_has_not_is_refused_for_one_and_for_many() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno"]).await;
    let body = json!({ "ids": ids, "door": "lite" });
    let done = scene.agent.post("/dead-letters/retry", body).await;
    assert_eq!(refusals(&done), ["door_not_on_line"]);
    assert_eq!(done.body["data"][0]["refusal"]["params"]["door"], "lite");
    let one = format!("/messages/{}/retry", ids[0]);
    let refused = scene.agent.post(&one, json!({ "door": "lite" })).await;
    assert_eq!(refused.to_string(), "409 door_not_on_line");
    scene.until_listed(1).await;
}

#[tokio::test]
async fn the_list_is_filtered_by_line_cause_and_time() {
    let scene = Scene::start().await;
    refused(&scene, &["uno"]).await;
    let count = async |query: &str| {
        let answer = scene.agent.get(&format!("/dead-letters?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        answer.body["data"].as_array().unwrap().len()
    };
    let (line, nowhere) = (&scene.line.id, domain::LineId::new());
    assert_eq!(count(&format!("line={line}")).await, 1);
    assert_eq!(count(&format!("line={nowhere}")).await, 0);
    assert_eq!(count("cause=131026").await, 1);
    assert_eq!(count("cause=131047").await, 0);
    let list = scene.agent.get(LIST).await;
    let at = list.text("/data/0/dead_at");
    assert_eq!(count(&format!("since={at}")).await, 1);
    assert_eq!(count(&format!("until={at}")).await, 0);
    let other = json!({ "matching": { "line": nowhere } });
    let done = scene.agent.post("/dead-letters/dismiss", other).await;
    assert!(refusals(&done).is_empty());
    let other_cause = scene.agent.get("/dead-letters/counts?cause=131047").await;
    assert_eq!(other_cause.body["total"], 0);
    assert_eq!(
        other_cause.body["causes"][0]["count"], 1,
        "what else could be chosen"
    );
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno"]).await;
    let many: Vec<_> = (0..101).map(|_| domain::MessageId::new()).collect();
    for action in ["retry", "dismiss", "restore"] {
        let path = format!("/dead-letters/{action}");
        for (body, code) in [
            (json!({}), "ids:ambiguous"),
            (json!({ "ids": ids, "matching": {} }), "ids:ambiguous"),
            (json!({ "ids": ids, "cursor": "x" }), "ids:ambiguous"),
            (json!({ "ids": [] }), "ids:out_of_range"),
            (json!({ "ids": many }), "ids:out_of_range"),
            (
                json!({ "matching": {}, "cursor": "x" }),
                "cursor:invalid_cursor",
            ),
        ] {
            let answer = scene.agent.post(&path, body.clone()).await;
            assert_eq!(answer.to_string(), "422 invalid_request", "{path} {body}");
            assert_eq!(answer.field_codes(), [code], "{path} {body}");
        }
        let nobody = json!({ "ids": [domain::MessageId::new()] });
        let answer = scene.agent.post(&path, nobody).await;
        assert_eq!(answer.to_string(), "404 not_found");
    }
    scene.until_listed(1).await;
}

#[tokio::test]
async fn a_token_that_may_only_read_looks_and_does_nothing() {
    let scene = Scene::start().await;
    let ids = refused(&scene, &["uno"]).await;
    let reader = scene
        .owner
        .program(&scene.app, &["conversations.read"])
        .await;
    let list = reader.get(&scene.owner.path(LIST)).await;
    assert_eq!(list.body["data"][0]["message"]["id"], ids[0].as_str());
    for action in ["retry", "dismiss", "restore"] {
        let path = scene.owner.path(&format!("/dead-letters/{action}"));
        let answer = reader.post(&path, json!({ "ids": ids })).await;
        assert_eq!(answer.to_string(), "403 forbidden", "{action}");
    }
}
