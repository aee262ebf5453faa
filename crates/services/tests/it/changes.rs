//! Edits and revokes: what a message says, by its author's wish, once.

use crate::desk::{Desk, MINUTE};
use crate::meta::{JOAO, MARIA};
use aldaba_services::messages::{self, ListMessages};
use domain::Time;
use serde_json::{Value, json};

fn edit(id: &str, at: Time, target: &str, text: &str) -> Value {
    let message = json!({ "type": "text", "text": { "body": text } });
    let edit = json!({ "original_message_id": target, "message": message });
    MARIA.sends(id, at, json!({ "type": "edit", "edit": edit }))
}

fn revoke(id: &str, at: Time, target: &str) -> Value {
    let revoke = json!({ "original_message_id": target });
    MARIA.sends(id, at, json!({ "type": "revoke", "revoke": revoke }))
}

#[tokio::test]
async fn an_edit_replaces_the_text_and_keeps_the_earlier_one() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let (first, second) = (desk.now().plus(MINUTE), desk.now().plus(MINUTE * 2));
    // The later one comes first, and one of them twice.
    desk.hears(&[
        edit("wamid.e2", second, "wamid.1", "hola a todos"),
        edit("wamid.e1", first, "wamid.1", "holaa"),
        edit("wamid.e2", second, "wamid.1", "hola a todos"),
    ])
    .await;
    let message = desk.messages(thread.id).await.remove(0);
    assert_eq!(message.text.as_deref(), Some("hola a todos"));
    assert_eq!(
        message.edited_at.map(Time::millis).map(|it| it / 1000),
        Some(second.millis() / 1000)
    );
    let raw = messages::raw(&desk.ines(), message.id).await.unwrap();
    let raw: Value = serde_json::from_str(&raw).unwrap();
    let earlier: Vec<&str> = raw["earlier"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["text"].as_str())
        .collect();
    assert_eq!(earlier, ["holaa", "hola"]);
    let after = desk.thread("María").await;
    assert_eq!(
        after.inbound_count, thread.inbound_count,
        "an edit is no message"
    );
    assert_eq!(desk.messages(thread.id).await.len(), 1);
}

#[tokio::test]
async fn a_revoked_message_is_shown_to_nobody_and_lost_to_nobody() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let at = desk.now().plus(MINUTE);
    let answer = MARIA.answers("wamid.2", desk.now(), "wamid.1");
    desk.hears(&[answer, revoke("wamid.r", at, "wamid.1")])
        .await;
    let ines = desk.ines();
    let page = messages::list(&ines, thread.id, ListMessages::default());
    let page = page.await.unwrap().data;
    let revoked = &page[0].view;
    assert!(revoked.revoked_at.is_some());
    assert_eq!((&revoked.text, &revoked.content), (&None, &None));
    let quoted = page[1].quoted.as_ref().unwrap();
    assert_eq!(
        (quoted.id, &quoted.text),
        (revoked.id, &None),
        "nor where it is quoted"
    );
    let raw = messages::raw(&desk.ines(), revoked.id).await.unwrap();
    assert!(raw.contains("hola"), "{raw}");
}

#[tokio::test]
async fn the_last_message_of_a_thread_says_nothing_once_it_was_revoked() {
    let desk = Desk::open().await;
    desk.greeted(MARIA, "wamid.1").await;
    desk.hears(&[revoke("wamid.r", desk.now(), "wamid.1")])
        .await;
    assert_eq!(desk.thread("María").await.last_text, None);
}

#[tokio::test]
async fn nobody_changes_what_another_wrote() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let ours = json!({ "original_message_id": "wamid.1" });
    let echo = json!({
        "metadata": { "display_phone_number": "525555550100" },
        "message_echoes": [{ "id": "wamid.r", "from": "525555550100", "to": "5215555550101",
            "timestamp": "1790000000", "type": "revoke", "revoke": ours }],
    });
    desk.hears_of("smb_message_echoes", &echo).await;
    assert_eq!(desk.texts(thread.id).await, ["hola"]);
    assert_eq!(desk.tray().await[0].cause, "unknown_target");
}

#[tokio::test]
async fn an_edit_of_what_is_not_here_waits_in_the_tray() {
    let desk = Desk::open().await;
    desk.hears(&[edit("wamid.e", desk.now(), "wamid.1", "nuevo")])
        .await;
    assert_eq!(desk.tray().await[0].field.as_deref(), Some("edit"));
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let entry = desk.tray().await.remove(0);
    aldaba_services::tray::retry(&desk.ines(), entry.id)
        .await
        .unwrap();
    desk.work().await;
    assert_eq!(desk.texts(thread.id).await, ["nuevo"]);
    assert!(desk.tray().await.is_empty());
}

#[tokio::test]
async fn a_changed_number_belongs_to_the_same_person() {
    let desk = Desk::open().await;
    let before = desk.greeted(MARIA, "wamid.1").await;
    let system =
        json!({ "type": "user_changed_number", "body": "María changed", "wa_id": "5215555550199" });
    let notice = json!({ "messages": [{ "id": "wamid.s", "from": "5215555550101", "timestamp": "1790000000",
        "type": "system", "system": system }] });
    desk.hears(&[notice]).await;
    desk.hears(&[MARIA.at("5215555550199").without_user_id().writes(
        "wamid.2",
        desk.now(),
        "soy yo",
    )])
    .await;
    let after = desk.thread("María").await;
    assert_eq!(after.id, before.id, "one thread");
    assert_eq!(
        after.phone.as_deref(),
        Some("5215555550199"),
        "the new number reaches her"
    );
    assert_eq!(after.inbound_count, 2, "a notice is nothing to answer");
    let kinds: Vec<_> = desk
        .messages(after.id)
        .await
        .into_iter()
        .map(|it| it.author_kind.as_str())
        .collect();
    assert!(kinds.contains(&"system"), "{kinds:?}");
    desk.greeted(JOAO, "wamid.3").await;
}
