//! Tickets: assigned, resolved, reopened by people and by customers.

use super::messages::Scene;
use serde_json::json;

async fn ticket(scene: &Scene) -> String {
    scene
        .agent
        .get(&format!("/conversations/{}", scene.conversation))
        .await
        .text("/ticket/id")
}

#[tokio::test]
async fn a_ticket_goes_to_a_member_and_back() {
    let scene = Scene::start().await;
    let path = format!("/tickets/{}/assignee", ticket(&scene).await);
    let given = scene
        .owner
        .put(&path, json!({ "member_id": scene.agent.member }))
        .await;
    assert_eq!(given.text("/ticket/assignee/name"), "Lucía");
    let mine = scene.agent.get("/conversations?view=mine").await;
    assert_eq!(mine.text("/data/0/id"), scene.conversation);
    let taken = scene.owner.put(&path, json!({ "member_id": null })).await;
    assert!(taken.body["ticket"]["assignee"].is_null());
}

#[tokio::test]
async fn a_message_after_resolving_reopens_or_begins_anew_as_the_queue_says() {
    let scene = Scene::start().await;
    let first = ticket(&scene).await;
    let resolved = scene
        .agent
        .post(&format!("/tickets/{first}/resolve"), json!({}))
        .await;
    assert_eq!(resolved.text("/ticket/state"), "resolved");
    assert!(
        scene.agent.get("/conversations").await.body["data"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "una cosa más");
    let list = scene.agent.path("/conversations");
    let reopened = scene
        .app
        .eventually(&scene.agent.client, &list, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    assert_eq!(reopened.text("/data/0/ticket/id"), first);

    let queue = reopened.text("/data/0/ticket/queue/id");
    let change = json!({ "reopen": { "policy": "new", "within_hours": 24 } });
    assert_eq!(
        scene
            .owner
            .patch(&format!("/queues/{queue}"), change)
            .await
            .status,
        200
    );
    scene
        .agent
        .post(&format!("/tickets/{first}/resolve"), json!({}))
        .await;
    scene
        .line
        .customer_writes(&scene.app, "+525555550142", "otro asunto");
    let anew = scene
        .app
        .eventually(&scene.agent.client, &list, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    assert_ne!(anew.text("/data/0/ticket/id"), first);
    assert_eq!(anew.body["data"][0]["ticket"]["number"], 2);
    let old = scene
        .agent
        .post(&format!("/tickets/{first}/reopen"), json!({}))
        .await;
    assert_eq!(old.to_string(), "409 ticket_superseded");
}

#[tokio::test]
async fn a_resolved_ticket_is_reopened_by_a_person_before_it_is_assigned() {
    let scene = Scene::start().await;
    let id = ticket(&scene).await;
    scene
        .agent
        .post(&format!("/tickets/{id}/resolve"), json!({}))
        .await;
    let path = format!("/tickets/{id}/assignee");
    let assignee = json!({ "member_id": scene.agent.member });
    assert_eq!(
        scene.agent.put(&path, assignee.clone()).await.to_string(),
        "409 ticket_resolved"
    );
    let reopened = scene
        .agent
        .post(&format!("/tickets/{id}/reopen"), json!({}))
        .await;
    assert_eq!(reopened.text("/ticket/state"), "open");
    assert_eq!(scene.agent.put(&path, assignee).await.status, 200);
}
