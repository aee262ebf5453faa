//! Content: kept as it came, shown as far as it is understood, never dropped.

use crate::desk::Desk;
use crate::meta::{JOAO, MARIA};
use aldaba_services::messages::raw;
use aldaba_services::tray;
use domain::{MessageKind, Origin};
use serde_json::{Value, json};
use storage::journal::Lane;

#[tokio::test]
async fn what_a_database_can_t_hold_is_replaced_and_kept_raw() {
    let desk = Desk::open().await;
    let text = "a\0b 🐘 \u{202e}\\u0000";
    desk.hears(&[MARIA.writes("wamid.1", desk.now(), text)])
        .await;
    let mut named = JOAO.writes("wamid.2", desk.now(), "oi");
    named["contacts"][0]["profile"]["name"] = "Jo\0ão".into();
    desk.hears(&[named]).await;
    let thread = desk.thread("María").await;
    let message = desk.messages(thread.id).await.remove(0);
    assert_eq!(
        message.text.as_deref(),
        Some("a\u{fffd}b 🐘 \u{202e}\\u0000")
    );
    assert!(message.has_raw);
    let kept = raw(&desk.ines(), message.id).await.unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    let found = kept
        .pointer("/value/messages/0/text/body")
        .or_else(|| kept.pointer("/text/body"));
    assert!(
        kept.to_string().contains("a\\u0000b"),
        "{found:?} in {kept}"
    );
    desk.thread("Jo\u{fffd}ão").await;
    assert!(desk.tray().await.is_empty());
}

#[tokio::test]
async fn a_kind_that_nobody_knows_is_a_bubble_with_its_raw_form() {
    let desk = Desk::open().await;
    let unknown = json!({ "type": "hologram", "hologram": { "depth": 3 } });
    let unsupported = json!({ "type": "unsupported", "errors": [{ "code": 131_051, "title": "Message type unknown" }] });
    desk.hears(&[
        MARIA.sends("wamid.1", desk.now(), unknown),
        MARIA.sends("wamid.2", desk.now(), unsupported),
    ])
    .await;
    let thread = desk.thread("María").await;
    let messages = desk.messages(thread.id).await;
    let kinds: Vec<MessageKind> = messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Unknown, MessageKind::Unsupported]);
    assert!(messages[0].has_raw);
    assert!(
        raw(&desk.ines(), messages[0].id)
            .await
            .unwrap()
            .contains("\"depth\"")
    );
    assert_eq!(
        thread.inbound_count, 2,
        "they are messages of the customer all the same"
    );
}

#[tokio::test]
async fn answers_and_advertisements_are_shown_with_the_message() {
    let desk = Desk::open().await;
    let first = desk.greeted(MARIA, "wamid.1").await;
    let mut ad = MARIA.writes("wamid.2", desk.now(), "vi el anuncio");
    ad["messages"][0]["referral"] =
        json!({ "source_type": "ad", "headline": "Talavera", "ctwa_clid": "x" });
    desk.hears(&[
        MARIA.answers("wamid.3", desk.now(), "wamid.1"),
        MARIA.answers("wamid.4", desk.now(), "wamid.unknown"),
        ad,
    ])
    .await;
    let messages = desk.messages(first.id).await;
    let quoted = messages[0].id;
    let found = |text: &str| {
        messages
            .iter()
            .find(|message| message.text.as_deref() == Some(text))
            .unwrap()
    };
    assert!(
        messages
            .iter()
            .any(|message| message.reply_to_id == Some(quoted))
    );
    let content = |message: &storage::inbox::MessageView| -> Value {
        serde_json::from_str(message.content.as_deref().unwrap_or("null")).unwrap()
    };
    let replies = messages
        .iter()
        .filter(|message| content(message)["is_reply"] == true);
    assert_eq!(
        replies.count(),
        2,
        "a reply to something that is not here is still a reply"
    );
    assert_eq!(
        content(found("vi el anuncio"))["referral"]["headline"],
        "Talavera"
    );
    assert!(desk.thread("María").await.free_entry_at.is_some());
}

#[tokio::test]
async fn what_can_t_be_read_is_in_the_tray_and_spoils_nothing() {
    let desk = Desk::open().await;
    let mut partly = MARIA.writes("wamid.1", desk.now(), "uno");
    partly["messages"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "type": "text" }));
    let lane = Lane::LineLive(desk.line);
    let rows = vec![
        desk.raw_row(&lane, Origin::Live, b"{ not json".to_vec()),
        desk.row(&lane, Origin::Live, &partly),
        desk.raw_row(&lane, Origin::Live, vec![0xff, 0x00]),
        desk.row(
            &lane,
            Origin::Live,
            &MARIA.writes("wamid.2", desk.now(), "dos"),
        ),
    ];
    desk.env().store.journal().append(rows).await.unwrap();
    desk.work().await;
    assert_eq!(
        desk.texts(desk.thread("María").await.id).await,
        ["uno", "dos"]
    );
    let tray = desk.tray().await;
    assert_eq!(tray.len(), 3);
    assert!(
        tray.iter()
            .all(|entry| entry.cause == "unreadable" && entry.line_id == Some(desk.line))
    );
    assert!(
        tray.iter().any(|entry| entry.body == b"{ not json"),
        "whole, as it came"
    );
    assert!(tray.iter().any(|entry| entry.body == [0xff, 0x00]));
    let refused = tray::retry(&desk.ines(), tray[0].id).await;
    assert!(matches!(refused, Err(tray::RetryError::StillUnreadable)));
    assert_eq!(desk.tray().await.len(), 3);
}

#[tokio::test]
async fn other_fields_are_kept_for_whoever_may_look() {
    let desk = Desk::open().await;
    let door = desk.env().doors.get(domain::DoorKind::Cloud).unwrap();
    let change = json!({ "field": "moods", "value": { "event": "SUNNY" } });
    let body = json!({ "entry": [{ "id": "1525555550100", "changes": [change] }] }).to_string();
    let update = door.split(body.as_bytes()).unwrap().remove(0);
    let apps = desk
        .cx
        .read()
        .await
        .unwrap()
        .meta_apps()
        .list()
        .await
        .unwrap();
    for lane in [
        Lane::LineLive(desk.line),
        Lane::Waba(apps[0].id, "1525555550100".to_owned()),
    ] {
        let row = desk.raw_row(&lane, Origin::Live, update.body.clone());
        desk.env().store.journal().append(vec![row]).await.unwrap();
    }
    desk.work().await;
    let tray = desk.tray().await;
    assert_eq!(tray.len(), 2);
    assert!(tray.iter().all(|entry| entry.cause == "not_handled"));
    assert!(desk.threads().await.is_empty());
}
