//! The live socket: events in order, without gaps and without doubles; presence; its end.

use crate::api::messages::Scene;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::Client;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

struct Live(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Live {
    async fn open(scene: &Scene, client: &Client, after: Option<i64>) -> Self {
        let query = after
            .map(|after| format!("?after={after}"))
            .unwrap_or_default();
        let path = scene.agent.path(&format!("/live{query}"));
        let address = scene.app.address().replacen("http", "ws", 1);
        let mut request = format!("{address}/api/v1{path}")
            .into_client_request()
            .unwrap();
        for (name, value) in client.headers() {
            request.headers_mut().insert(name.clone(), value.clone());
        }
        let (stream, _) = connect_async(request).await.unwrap();
        Self(stream)
    }

    /// The next frame of a type; others are passed over.
    async fn next(&mut self, kind: &str) -> Value {
        let find = async {
            loop {
                let message = self.0.next().await.unwrap().unwrap();
                let Message::Text(text) = message else {
                    continue;
                };
                let frame: Value = serde_json::from_str(&text).unwrap();
                if frame["type"] == kind {
                    return frame;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), find)
            .await
            .unwrap_or_else(|_| panic!("no {kind} came"))
    }

    /// The code with which the server closes.
    async fn closed(&mut self) -> u16 {
        let find = async {
            loop {
                let message = self.0.next().await.unwrap().unwrap();
                if let Message::Close(close) = message {
                    return close.unwrap().code.into();
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), find)
            .await
            .expect("the server closes long before its next heartbeat")
    }

    /// Events until `count` of them are there.
    async fn events(&mut self, count: usize) -> Vec<Value> {
        let mut events = Vec::new();
        while events.len() < count {
            let frame = self.next("events").await;
            events.extend(frame["events"].as_array().unwrap().iter().cloned());
        }
        events
    }

    async fn say(&mut self, frame: Value) {
        self.0
            .send(Message::Text(frame.to_string().into()))
            .await
            .unwrap();
    }
}

async fn seq(scene: &Scene) -> i64 {
    scene.agent.get("/conversations").await.body["as_of"]
        .as_i64()
        .unwrap()
}

#[tokio::test]
async fn what_happens_comes_at_once_with_what_it_changed() {
    let scene = Scene::start().await;
    let mut live = Live::open(&scene, &scene.agent.client, Some(seq(&scene).await)).await;
    let hello = live.next("hello").await;
    assert_eq!(hello["member_id"], scene.agent.member.to_string());
    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "¿hacen envíos?");
    let event = &live.events(1).await[0];
    assert_eq!(event["type"], "message.received");
    assert_eq!(event["message"]["text"], "¿hacen envíos?");
    assert_eq!(event["conversation"]["inbound_count"], 2);
    assert!(
        event["conversation"]["unread"].is_null(),
        "everybody counts for themselves"
    );
}

#[tokio::test]
async fn a_client_that_was_away_gets_what_it_missed_once_and_in_order() {
    let scene = Scene::start().await;
    let from = seq(&scene).await;
    for number in 0..40 {
        scene
            .line
            .customer_writes(&scene.app, "+525555550142", &format!("{number}"));
    }
    let mut live = Live::open(&scene, &scene.agent.client, Some(from)).await;
    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "40");
    let events = live.events(41).await;
    let seqs: Vec<i64> = events
        .iter()
        .map(|event| event["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(seqs, (from + 1..=from + 41).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_happens_elsewhere_is_told_to_nobody_here() {
    let scene = Scene::start().await;
    let theirs = scene.app.house("Azul").await;
    let line = theirs.line(&scene.app, "Ventas", "525555550199").await;
    let mut socket = Live::open(&scene, &scene.agent.client, Some(seq(&scene).await)).await;
    socket.next("hello").await;
    line.customer_writes(&scene.app, "+525555550142", "para otros");
    let list = theirs.owner.path("/conversations?state=any");
    scene
        .app
        .eventually(&theirs.owner.client, &list, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "para nosotros");
    let event = &socket.events(1).await[0];
    assert_eq!(event["message"]["text"], "para nosotros");
}

#[tokio::test]
async fn a_server_that_stops_says_that_it_comes_back() {
    let scene = Scene::start().await;
    let mut live = Live::open(&scene, &scene.agent.client, None).await;
    live.next("hello").await;
    let stopped = tokio::spawn(scene.app.stop());
    assert_eq!(live.closed().await, 1012);
    stopped.await.unwrap();
}

#[tokio::test]
async fn two_members_see_where_the_other_is() {
    let scene = Scene::start().await;
    let mut ana = Live::open(&scene, &scene.owner.client, None).await;
    let mut lucia = Live::open(&scene, &scene.agent.client, None).await;
    let here = json!({ "type": "presence", "conversation_id": scene.conversation, "typing": true });
    lucia.say(here).await;
    loop {
        let frame = ana.next("presence").await;
        let members = frame["members"].as_array().unwrap();
        let found = members.iter().find(|member| member["name"] == "Lucía");
        if found.is_some_and(|member| member["typing"] == true) {
            assert_eq!(found.unwrap()["conversation_id"], scene.conversation);
            break;
        }
    }
    drop(lucia);
    while ana.next("presence").await["members"]
        .as_array()
        .unwrap()
        .len()
        > 1
    {}
}

#[tokio::test]
async fn a_cursor_that_is_too_old_starts_anew() {
    let scene = Scene::start().await;
    scene.app.forget_events().await;
    let mut live = Live::open(&scene, &scene.agent.client, Some(0)).await;
    live.next("resync").await;
    let hello = live.next("hello").await;
    assert_eq!(hello["seq"].as_i64().unwrap(), seq(&scene).await);
    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "sigo aquí");
    assert_eq!(live.events(1).await[0]["message"]["text"], "sigo aquí");
    assert_eq!(
        scene.agent.get("/events?after=0").await.to_string(),
        "410 cursor_too_old"
    );
}

#[tokio::test]
async fn a_program_listens_with_its_token_and_is_shown_to_nobody() {
    let scene = Scene::start().await;
    let program = scene
        .owner
        .program(&scene.app, &["conversations.read"])
        .await;
    let mut live = Live::open(&scene, &program, None).await;
    assert!(live.next("hello").await["member_id"].is_null());
    assert_eq!(live.next("presence").await["members"], json!([]));
    let blind = scene.owner.program(&scene.app, &["contacts.edit"]).await;
    assert_eq!(
        blind.get(&scene.agent.path("/events")).await.to_string(),
        "403 forbidden"
    );
}

#[tokio::test]
async fn whoever_loses_the_right_to_listen_is_turned_away_at_once() {
    let scene = Scene::start().await;
    let created = scene
        .owner
        .post(
            "/api-tokens",
            json!({ "name": "Tienda", "scopes": ["conversations.read"] }),
        )
        .await;
    let program = scene.app.stranger().with_token(&created.text("/token"));
    let mut token = Live::open(&scene, &program, None).await;
    let mut member = Live::open(&scene, &scene.agent.client, None).await;
    let mut owner = Live::open(&scene, &scene.owner.client, None).await;
    for live in [&mut token, &mut member, &mut owner] {
        live.next("hello").await;
    }

    scene
        .owner
        .delete(&format!("/api-tokens/{}", created.text("/id")))
        .await;
    assert_eq!(token.closed().await, 4401);
    let path = format!("/members/{}", scene.agent.member);
    scene
        .owner
        .patch(&path, json!({ "state": "disabled" }))
        .await;
    assert_eq!(member.closed().await, 4401);
    // Others go on.
    assert_eq!(owner.events(1).await[0]["type"], "member.updated");
    scene.owner.client.delete("/session").await;
    assert_eq!(owner.closed().await, 4401);
}
