//! Contacts: found by name and number, named by the team, blocked.

use super::messages::Scene;
use serde_json::json;

#[tokio::test]
async fn the_team_s_name_goes_before_the_profile_s() {
    let scene = Scene::start().await;
    let list = scene.agent.get("/contacts?q=mariana").await;
    let id = list.text("/data/0/id");
    let path = format!("/contacts/{id}");
    let named = scene
        .agent
        .patch(&path, json!({ "name": "  María José (cocina) " }))
        .await;
    assert_eq!(named.text("/name"), "María José (cocina)");
    assert_eq!(named.text("/profile_name"), "Mariana");
    for query in ["maria jose", "mariana", "55550142"] {
        let found = scene.agent.get(&format!("/contacts?q={query}")).await;
        assert_eq!(found.text("/data/0/id"), id, "{query}");
    }
    let one = scene.agent.get(&path).await;
    assert_eq!(one.text("/conversations/0/id"), scene.conversation);
    assert_eq!(one.text("/phone"), "+525555550142");
    let back = scene.agent.patch(&path, json!({ "name": null })).await;
    assert_eq!(back.text("/name"), "Mariana");
    let long = scene
        .agent
        .patch(&path, json!({ "name": "x".repeat(201) }))
        .await;
    assert_eq!(long.field_codes(), ["name:too_long"]);
}

#[tokio::test]
async fn a_blocked_contact_says_so_everywhere_and_is_written_to_by_nobody() {
    let scene = Scene::start().await;
    let list = scene.agent.get("/contacts").await;
    assert!(list.body["data"][0]["blocked_at"].is_null());
    let block = format!("/contacts/{}/block", list.text("/data/0/id"));
    let blocked = scene.agent.post(&block, json!({})).await;
    let since = blocked.text("/blocked_at");
    let again = scene.agent.post(&block, json!({})).await;
    assert_eq!(again.text("/blocked_at"), since);
    let list = scene.agent.get("/contacts").await;
    assert_eq!(list.text("/data/0/blocked_at"), since);
    let conversation = format!("/conversations/{}", scene.conversation);
    let conversation = scene.agent.get(&conversation).await;
    assert_eq!(conversation.text("/contact/blocked_at"), since);
    let refused = scene.say("hola").await;
    assert_eq!(refused.to_string(), "409 contact_blocked");
    assert_eq!(refused.text("/params/since"), since);

    let free = scene.agent.client.delete(&scene.agent.path(&block)).await;
    assert!(free.body["blocked_at"].is_null(), "{}", free.body);
    assert_eq!(scene.say("hola").await.status, 201);
}
