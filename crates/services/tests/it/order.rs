//! Order: what was shown is never moved, and clocks that are wrong move nobody.

use crate::desk::{Desk, HOUR, MINUTE};
use crate::meta::MARIA;
use domain::Origin;
use jiff::SignedDuration;
use storage::journal::Lane;

#[tokio::test]
async fn a_late_message_goes_to_the_end_and_says_so() {
    let desk = Desk::open().await;
    desk.greeted(MARIA, "wamid.1").await;
    desk.advance(MINUTE * 10);
    let before = desk.greeted(MARIA, "wamid.2").await;
    let sent_at = desk.now().minus(MINUTE * 5);
    desk.hears(&[MARIA.writes("wamid.3", sent_at, "tarde")])
        .await;
    let thread = desk.thread("María").await;
    let messages = desk.messages(thread.id).await;
    let late: Vec<bool> = messages.iter().map(|message| message.late).collect();
    assert_eq!(late, [false, false, true]);
    let last = &messages[2];
    assert_eq!(last.text.as_deref(), Some("tarde"));
    assert_eq!(
        last.at.millis() / 1000,
        sent_at.millis() / 1000,
        "the provider's time stays"
    );
    assert_eq!(last.sort_at, before.sort_at, "its place is the end");
    assert_eq!(thread.last_id, Some(last.id));
    assert_eq!(
        thread.last_inbound_at, before.last_inbound_at,
        "the window is not moved back"
    );
}

#[tokio::test]
async fn seconds_that_cross_are_not_late() {
    let desk = Desk::open().await;
    let now = desk.now();
    let earlier = now.minus(SignedDuration::from_secs(20));
    desk.hears(&[
        MARIA.writes("wamid.1", now, "dos"),
        MARIA.writes("wamid.2", earlier, "uno"),
    ])
    .await;
    let messages = desk.messages(desk.thread("María").await.id).await;
    assert!(messages.iter().all(|message| !message.late));
}

#[tokio::test]
async fn a_clock_that_runs_ahead_pushes_nothing_into_the_future() {
    let desk = Desk::open().await;
    desk.hears(&[MARIA.writes("wamid.1", desk.now().plus(HOUR * 30), "mañana")])
        .await;
    let thread = desk.thread("María").await;
    assert_eq!(thread.sort_at, desk.now());
    assert_eq!(thread.last_inbound_at, Some(desk.now()), "nor the window");
    desk.advance(MINUTE);
    desk.greeted(MARIA, "wamid.2").await;
    let messages = desk.messages(thread.id).await;
    assert_eq!(messages[1].text.as_deref(), Some("hola"));
    assert!(!messages[1].late);
}

#[tokio::test]
async fn a_time_that_makes_no_sense_is_no_reason_to_lose_a_message() {
    let desk = Desk::open().await;
    let mut odd = MARIA.writes("wamid.1", desk.now(), "uno");
    odd["messages"][0]["timestamp"] = "99999999999999999".into();
    let mut none = MARIA.writes("wamid.2", desk.now(), "dos");
    none["messages"][0]
        .as_object_mut()
        .unwrap()
        .remove("timestamp");
    desk.hears(&[odd, none]).await;
    let thread = desk.thread("María").await;
    let told: usize = desk.messages(thread.id).await.len() + desk.tray().await.len();
    assert_eq!(told, 2);
    assert!(thread.sort_at <= desk.now());
}

#[tokio::test]
async fn history_finds_its_place_and_leaves_what_is_live_alone() {
    let desk = Desk::open().await;
    let live = desk.greeted(MARIA, "wamid.live").await;
    let old = |hours: i32| desk.now().minus(HOUR * hours);
    let told = [
        MARIA.writes("wamid.old.2", old(20), "hace 20 horas"),
        MARIA.writes("wamid.old.1", old(40), "hace 40 horas"),
    ];
    desk.told_as(Lane::LineBulk(desk.line), Origin::History, &told)
        .await;
    desk.work().await;
    let thread = desk.thread("María").await;
    assert_eq!(
        desk.texts(thread.id).await,
        ["hace 40 horas", "hace 20 horas", "hola"]
    );
    assert!(
        desk.messages(thread.id)
            .await
            .iter()
            .all(|message| !message.late)
    );
    assert_eq!(thread, live, "nothing of the list changed");
}
