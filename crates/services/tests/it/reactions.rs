//! Reactions: on the right bubble, once, and gone when they are taken away.

use crate::desk::{Desk, HOUR};
use crate::meta::{JOAO, MARIA};
use aldaba_services::tray;
use domain::{ConversationId, EventKind, MessageId};
use jiff::SignedDuration;
use storage::EventPage;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

async fn emojis(desk: &Desk, message: MessageId) -> Vec<String> {
    let reactions = desk
        .cx
        .read()
        .await
        .unwrap()
        .reactions()
        .list(&[message])
        .await
        .unwrap();
    reactions
        .into_iter()
        .map(|reaction| reaction.emoji)
        .collect()
}

async fn updates(desk: &Desk) -> Vec<(MessageId, ConversationId)> {
    let page = desk
        .cx
        .read()
        .await
        .unwrap()
        .events_after(0, 1000)
        .await
        .unwrap();
    let EventPage::Events(events) = page else {
        panic!("nothing was removed")
    };
    let mut told = Vec::new();
    for event in events {
        if let EventKind::MessageUpdated {
            message_id,
            conversation_id,
        } = event.kind
        {
            told.push((message_id, conversation_id));
        }
    }
    told
}

#[tokio::test]
async fn a_reaction_comes_changes_and_goes_in_both_forms() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = thread.last_id.unwrap();
    let at = |seconds: i32| desk.now().plus(SECOND * seconds);
    desk.hears(&[MARIA.reacts("wamid.r1", at(1), "wamid.1", Some("👍"))])
        .await;
    assert_eq!(emojis(&desk, message).await, ["👍"]);
    desk.hears(&[MARIA.reacts("wamid.r2", at(2), "wamid.1", Some("❤️"))])
        .await;
    assert_eq!(emojis(&desk, message).await, ["❤️"], "one a person");
    desk.hears(&[MARIA.reacts("wamid.r3", at(3), "wamid.1", Some(""))])
        .await;
    assert!(
        emojis(&desk, message).await.is_empty(),
        "taken away by an empty one"
    );
    desk.hears(&[MARIA.reacts("wamid.r4", at(4), "wamid.1", Some("🙏"))])
        .await;
    desk.hears(&[MARIA.reacts("wamid.r5", at(5), "wamid.1", None)])
        .await;
    assert!(
        emojis(&desk, message).await.is_empty(),
        "taken away by none"
    );
    assert_eq!(updates(&desk).await, vec![(message, thread.id); 5]);
    let after = desk.thread("María").await;
    assert_eq!(
        (after.inbound_count, after.last_id),
        (1, Some(message)),
        "a reaction is no message"
    );
}

#[tokio::test]
async fn a_reaction_that_is_told_again_does_not_come_back() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = thread.last_id.unwrap();
    let thumb = MARIA.reacts("wamid.r1", desk.now(), "wamid.1", Some("👍"));
    let away = MARIA.reacts("wamid.r2", desk.now().plus(SECOND), "wamid.1", None);
    desk.hears(&[thumb.clone(), thumb.clone()]).await;
    desk.hears(&[away]).await;
    desk.hears(&[thumb]).await;
    assert!(emojis(&desk, message).await.is_empty());
    assert_eq!(updates(&desk).await.len(), 2, "and nobody is told twice");
}

#[tokio::test]
async fn an_older_reaction_that_comes_late_changes_nothing() {
    let desk = Desk::open().await;
    let message = desk.greeted(MARIA, "wamid.1").await.last_id.unwrap();
    let now = desk.now();
    desk.hears(&[
        MARIA.reacts("wamid.r2", now.plus(SECOND), "wamid.1", Some("❤️")),
        MARIA.reacts("wamid.r1", now, "wamid.1", Some("👍")),
        MARIA.reacts("wamid.r0", now.minus(SECOND), "wamid.1", None),
    ])
    .await;
    assert_eq!(emojis(&desk, message).await, ["❤️"]);
}

#[tokio::test]
async fn a_reaction_before_its_message_is_kept_and_tried_again() {
    let desk = Desk::open().await;
    let reaction = MARIA.reacts("wamid.r1", desk.now(), "wamid.1", Some("👍"));
    desk.hears(&[reaction]).await;
    assert!(
        desk.threads().await.is_empty(),
        "a reaction alone makes no thread"
    );
    let entry = desk.tray().await.remove(0);
    assert_eq!(
        (entry.cause.as_str(), entry.line_id),
        ("unknown_target", Some(desk.line))
    );
    let message = desk.greeted(MARIA, "wamid.1").await.last_id.unwrap();
    tray::retry(&desk.ines(), entry.id).await.unwrap();
    desk.work().await;
    assert_eq!(emojis(&desk, message).await, ["👍"]);
    assert!(desk.tray().await.is_empty());
}

#[tokio::test]
async fn within_a_batch_the_message_is_there_first() {
    let desk = Desk::open().await;
    let now = desk.now();
    desk.hears(&[
        MARIA.reacts("wamid.r1", now, "wamid.1", Some("👍")),
        MARIA.writes("wamid.1", now, "hola"),
    ])
    .await;
    let message = desk.thread("María").await.last_id.unwrap();
    assert_eq!(emojis(&desk, message).await, ["👍"]);
}

#[tokio::test]
async fn a_reaction_opens_the_window_of_whoever_reacts() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.advance(HOUR * 30);
    let now = desk.now();
    assert_eq!(thread.window().state(now), domain::WindowState::Closed);
    // João reacts to a message that is not his: it tells of the bubble, and opens nothing.
    desk.hears(&[JOAO.reacts("wamid.r0", now, "wamid.1", Some("😮"))])
        .await;
    assert_eq!(desk.threads().await.len(), 1);
    assert_eq!(
        desk.thread("María").await.window().state(now),
        domain::WindowState::Closed
    );
    desk.hears(&[MARIA.reacts("wamid.r1", now, "wamid.1", Some("👍"))])
        .await;
    let thread = desk.thread("María").await;
    assert_eq!(thread.window().state(now), domain::WindowState::Open);
    let message = thread.last_id.unwrap();
    assert_eq!(emojis(&desk, message).await.len(), 2);
    assert!(
        updates(&desk)
            .await
            .iter()
            .all(|update| *update == (message, thread.id))
    );
}
