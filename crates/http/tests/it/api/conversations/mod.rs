//! The inbox's list: views, search, counts, what was read, and conversations by number.

use super::messages::Scene;
use serde_json::json;

const OTHER: &str = "+551155550120";

#[tokio::test]
async fn a_list_shows_what_is_asked_for() {
    let scene = Scene::start().await;
    scene
        .line
        .customer_writes(&scene.app, OTHER, "Bom dia! Vocês entregam?");
    let all = scene.agent.path("/conversations");
    let list = scene
        .app
        .eventually(&scene.agent.client, &all, |answer| {
            answer.body["data"].as_array().unwrap().len() == 2
        })
        .await;
    assert_eq!(
        list.text("/data/0/contact/phone"),
        OTHER,
        "the newest stands first"
    );
    assert_eq!(
        list.text("/data/0/last_message/text"),
        "Bom dia! Vocês entregam?"
    );
    let found = |query: &'static str| {
        let (path, client) = (
            scene.agent.path(&format!("/conversations?{query}")),
            scene.agent.client.clone(),
        );
        async move {
            client.get(&path).await.body["data"]
                .as_array()
                .unwrap()
                .len()
        }
    };
    let cases = [
        ("q=mariana", 2),
        ("q=MARIÁNA", 2),
        ("q=nobody", 0),
        ("q=%25", 0),
        ("q=5555-0142", 1),
        ("q=%2B55%2011%205555%200120", 1),
        ("view=mine", 0),
        ("view=unassigned", 2),
        ("state=resolved", 0),
        ("unread=true", 2),
    ];
    for (query, expected) in cases {
        assert_eq!(found(query).await, expected, "{query}");
    }
    let first = scene.agent.get("/conversations?limit=1").await;
    let next = first.text("/next_cursor");
    let second = scene
        .agent
        .get(&format!("/conversations?limit=1&cursor={next}"))
        .await;
    assert_ne!(first.text("/data/0/id"), second.text("/data/0/id"));
    assert!(second.body["next_cursor"].is_null());
}

#[tokio::test]
async fn what_one_member_reads_stays_unread_for_another_until_it_is_answered() {
    let scene = Scene::start().await;
    let path = format!("/conversations/{}", scene.conversation);
    assert_eq!(scene.agent.get(&path).await.body["unread"], 1);
    let read = scene
        .agent
        .post(&format!("{path}/read"), json!({ "inbound_count": 1 }))
        .await;
    assert_eq!(read.body["read_count"], 1);
    assert_eq!(scene.agent.get(&path).await.body["unread"], 0);
    assert_eq!(scene.owner.get(&path).await.body["unread"], 1);
    let chat = || async {
        let chat = scene
            .app
            .sandbox
            .chat(&scene.line.phone_number_id, "+525555550142", None)
            .await;
        format!("{:?}", chat.unwrap().messages[0].state)
    };
    for _ in 0..200 {
        if chat().await == "Read" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(chat().await, "Read", "the customer sees the blue ticks");
    scene.agent.post(&format!("{path}/unread"), json!({})).await;
    assert_eq!(scene.agent.get(&path).await.body["unread"], 1);
    scene.say("listo").await;
    assert_eq!(scene.owner.get(&path).await.body["unread"], 0);
    let counts = scene.owner.get("/conversations/counts").await;
    assert_eq!(counts.body["all"], json!({ "open": 1, "unread": 0 }));
}

#[tokio::test]
async fn a_number_leads_to_its_one_conversation() {
    let scene = Scene::start().await;
    let open = |phone: &str| {
        scene.agent.post(
            "/conversations",
            json!({ "line_id": scene.line.id, "phone": phone }),
        )
    };
    let known = open("55 5555 0142").await;
    assert_eq!(
        (known.status, known.text("/id")),
        (200, scene.conversation.clone())
    );
    // The same person in Mexico's old form.
    assert_eq!(
        open("+52 1 55 5555 0142").await.text("/id"),
        scene.conversation
    );
    let new = open("+1 555 010 0177").await;
    assert_eq!(
        (new.status, new.text("/contact/phone")),
        (201, "+15550100177".to_owned())
    );
    assert!(new.body["ticket"].is_null());
    let wrong = open("12").await;
    assert_eq!(
        (wrong.to_string().as_str(), &wrong.body["params"]["country"]),
        ("422 phone_invalid", &json!("MX"))
    );
    let messages = format!("/conversations/{}/messages", new.text("/id"));
    let first = scene
        .agent
        .post(
            &messages,
            json!({ "type": "text", "text": { "body": "hola" } }),
        )
        .await;
    assert_eq!(first.to_string(), "409 window_closed");
}
