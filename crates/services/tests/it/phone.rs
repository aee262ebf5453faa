//! A line whose phone goes on being used: echoes, history, the address book, preferences.

use crate::desk::{Desk, HOUR};
use crate::meta::{MARIA, status};
use aldaba_services::contacts;
use aldaba_services::lines;
use domain::{AuthorKind, DeliveryState, Direction, MessageKind, TicketState};
use serde_json::{Value, json};

const NUMBER: &str = "525555550100";

fn echo(id: &str, text: &str) -> Value {
    json!({
        "metadata": { "display_phone_number": NUMBER, "phone_number_id": "2525555550100" },
        "message_echoes": [{ "id": id, "from": NUMBER, "to": "5215555550101", "timestamp": "1790000000",
            "type": "text", "text": { "body": text } }],
    })
}

fn history(progress: i64, messages: &Value) -> Value {
    let thread = json!({ "id": "5215555550101", "messages": messages });
    let metadata = json!({ "phase": 0, "chunk_order": 1, "progress": progress });
    json!({
        "metadata": { "display_phone_number": NUMBER, "phone_number_id": "2525555550100" },
        "history": [{ "metadata": metadata, "threads": [thread] }],
    })
}

#[tokio::test]
async fn what_is_sent_from_the_phone_is_an_answer_of_the_business() {
    let desk = Desk::open().await;
    let before = desk.greeted(MARIA, "wamid.1").await;
    desk.hears_of("smb_message_echoes", &echo("wamid.2", "ya voy"))
        .await;
    desk.hears_of("smb_message_echoes", &echo("wamid.2", "ya voy"))
        .await;
    let thread = desk.thread("María").await;
    assert_eq!(thread.handled_count, 1, "nothing waits any more");
    assert_eq!(
        thread.last_inbound_at, before.last_inbound_at,
        "the window stays as it was"
    );
    assert_eq!(thread.ticket_state, Some(TicketState::Open));
    let messages = desk.messages(thread.id).await;
    let ours: Vec<_> = messages
        .iter()
        .filter(|it| it.direction == Direction::Out)
        .collect();
    assert_eq!(ours.len(), 1, "told twice, there once");
    assert_eq!(ours[0].author_kind, AuthorKind::Phone);
    assert_eq!(ours[0].state, Some(DeliveryState::Sent));
    desk.hears(&[status("wamid.2", "read", desk.now())]).await;
    assert_eq!(desk.state(ours[0].id).await, DeliveryState::Read);
}

#[tokio::test]
async fn an_echo_opens_no_ticket_and_no_window() {
    let desk = Desk::open().await;
    desk.hears_of("smb_message_echoes", &echo("wamid.1", "buen día"))
        .await;
    let thread = desk.threads().await.remove(0);
    assert_eq!((thread.ticket_id, thread.last_inbound_at), (None, None));
    assert_eq!(thread.inbound_count, 0);
}

#[tokio::test]
async fn what_we_sent_and_hear_again_is_one_message() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let ours = desk.answers(thread.id, "claro").await;
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let mut tx = desk.cx.read().await.unwrap();
    let sent = tx.messages().get(ours.view.id).await.unwrap();
    drop(tx);
    desk.hears_of(
        "smb_message_echoes",
        &echo(&sent.provider_id.unwrap(), "claro"),
    )
    .await;
    assert_eq!(desk.messages(thread.id).await.len(), 2);
}

#[tokio::test]
async fn history_is_the_past_and_wakes_nobody() {
    let desk = Desk::open().await;
    let messages = json!([
        { "id": "wamid.h1", "from": NUMBER, "timestamp": "1789000100", "type": "text",
          "text": { "body": "¿le sirve el jueves?" }, "history_context": { "status": "READ" } },
        { "id": "wamid.h2", "from": NUMBER, "timestamp": "1789000200", "type": "media_placeholder",
          "history_context": { "status": "PLAYED" } },
        { "id": "wamid.h0", "from": "5215555550101", "timestamp": "1789000000", "type": "text",
          "text": { "body": "¿cuándo vienen?" }, "history_context": { "status": "READ" } },
    ]);
    desk.hears_of("history", &history(55, &messages)).await;
    let thread = desk.threads().await.remove(0);
    assert_eq!(
        (
            thread.ticket_id,
            thread.inbound_count,
            thread.last_inbound_at
        ),
        (None, 0, None)
    );
    let told = desk.messages(thread.id).await;
    let states: Vec<_> = told.iter().map(|it| (it.kind, it.state)).collect();
    assert_eq!(
        states,
        [
            (MessageKind::Text, None),
            (MessageKind::Text, Some(DeliveryState::Read)),
            (MessageKind::Unsupported, Some(DeliveryState::Played)),
        ],
        "in the order of their times"
    );
    let line = lines::get(&desk.ines(), desk.line).await.unwrap();
    let progress = line.doors[0].history.clone().unwrap();
    assert_eq!(
        (progress.state.as_str(), progress.progress),
        ("importing", 55)
    );
    assert!(desk.tray().await.is_empty());
    // The recent files come later, under the same ids.
    let image = json!({ "id": "500", "mime_type": "image/jpeg", "caption": "el patio" });
    let file = json!({
        "metadata": { "display_phone_number": NUMBER, "phone_number_id": "2525555550100" },
        "messages": [{ "id": "wamid.h2", "from": NUMBER, "timestamp": "1789000200", "type": "image", "image": image }],
    });
    desk.hears_of("history", &file).await;
    let completed = desk.messages(thread.id).await.remove(2);
    assert_eq!(
        (completed.kind, completed.text.as_deref()),
        (MessageKind::Image, Some("el patio"))
    );
    let mut tx = desk.cx.read().await.unwrap();
    assert_eq!(
        tx.media().of_messages(&[completed.id]).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_history_that_is_kept_back_is_told() {
    let desk = Desk::open().await;
    let declined = json!({ "metadata": {}, "history": [{ "errors": [{ "code": 2_593_109 }] }] });
    desk.hears_of("history", &declined).await;
    let line = lines::get(&desk.ines(), desk.line).await.unwrap();
    assert_eq!(line.doors[0].history.as_ref().unwrap().state, "declined");
}

#[tokio::test]
async fn the_address_book_names_people_until_the_team_does() {
    let desk = Desk::open().await;
    desk.greeted(MARIA, "wamid.1").await;
    let sync = |name: &str, action: &str, at: &str| {
        json!({ "metadata": {}, "state_sync": [{ "type": "contact", "action": action,
            "contact": { "full_name": name, "phone_number": "+52 1 55 5555 0101" }, "metadata": { "timestamp": at } }] })
    };
    let name = || async { desk.thread("María").await.contact_name };
    desk.hears_of(
        "smb_app_state_sync",
        &sync("María Benítez", "add", "1790000000"),
    )
    .await;
    assert_eq!(name().await.as_deref(), Some("María Benítez"));
    desk.hears_of(
        "smb_app_state_sync",
        &sync("María B. Talavera", "add", "1790000100"),
    )
    .await;
    assert_eq!(name().await.as_deref(), Some("María B. Talavera"));
    desk.hears_of("smb_app_state_sync", &sync("", "remove", "1790000200"))
        .await;
    assert_eq!(
        name().await.as_deref(),
        Some("María B. Talavera"),
        "who is known stays known"
    );
    let contact = desk.thread("María").await.contact_id;
    contacts::update(&desk.ines(), contact, Some("Doña María".to_owned()))
        .await
        .unwrap();
    desk.hears_of("smb_app_state_sync", &sync("Mari", "add", "1790000300"))
        .await;
    assert_eq!(name().await.as_deref(), Some("Doña María"));
}

#[tokio::test]
async fn who_wants_no_offers_is_noted_by_the_last_word() {
    let desk = Desk::open().await;
    let wish = |value: &str, at: i64| {
        json!({ "metadata": {}, "contacts": [{ "wa_id": "5215555550101" }],
            "user_preferences": [{ "wa_id": "5215555550101", "category": "marketing_messages", "value": value, "timestamp": at }] })
    };
    let contact = desk.greeted(MARIA, "wamid.1").await.contact_id;
    let stopped = || async {
        contacts::get(&desk.ines(), contact)
            .await
            .unwrap()
            .marketing_stopped_at
    };
    desk.hears_of("user_preferences", &wish("stop", 1_790_000_100))
        .await;
    assert!(stopped().await.is_some());
    desk.hears_of("user_preferences", &wish("resume", 1_790_000_000))
        .await;
    assert!(stopped().await.is_some(), "an older word changes nothing");
    desk.hears_of("user_preferences", &wish("resume", 1_790_000_200))
        .await;
    assert!(stopped().await.is_none());
    desk.advance(HOUR);
}
