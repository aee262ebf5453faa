//! Statuses: they move a message on, whatever their order, and never back.

use crate::desk::{Desk, MINUTE};
use crate::meta::{MARIA, failure, status, status_of_ours};
use aldaba_services::messages::Retry;
use domain::{DeliveryState, MessageId};
use jiff::SignedDuration;
use storage::system::Aging;

/// Inés has answered, and Meta took it: our id and Meta's.
async fn sent(desk: &Desk) -> (MessageId, String) {
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
    let accepted = desk.still.sandbox.accepted();
    (message, accepted[0].wamid.clone())
}

#[tokio::test]
async fn ticks_come_in_any_order_and_go_up_only() {
    let desk = Desk::open().await;
    let (message, wamid) = sent(&desk).await;
    let at = |seconds: i64| desk.now().plus(SignedDuration::from_secs(seconds));
    desk.hears(&[status(&wamid, "read", at(30))]).await;
    assert_eq!(desk.state(message).await, DeliveryState::Read);
    desk.hears(&[
        status(&wamid, "delivered", at(20)),
        status(&wamid, "sent", at(10)),
    ])
    .await;
    let delivery = desk.delivery(message).await;
    assert_eq!(delivery.state, DeliveryState::Read);
    let seconds = |time: Option<domain::Time>| time.map(|time| time.millis() / 1000);
    assert_eq!(seconds(delivery.delivered_at), seconds(Some(at(20))));
    assert_eq!(seconds(delivery.read_at), seconds(Some(at(30))));
    desk.hears(&[failure(&wamid, 131_026, at(40))]).await;
    let delivery = desk.delivery(message).await;
    assert_eq!(
        (delivery.state, delivery.failure),
        (DeliveryState::Read, None),
        "what was read has arrived"
    );
    desk.hears(&[status(&wamid, "played", at(50))]).await;
    assert_eq!(desk.state(message).await, DeliveryState::Played);
}

#[tokio::test]
async fn a_failure_says_why_and_what_arrives_after_all_takes_it_back() {
    let desk = Desk::open().await;
    let (message, wamid) = sent(&desk).await;
    desk.hears(&[failure(&wamid, 131_026, desk.now())]).await;
    let delivery = desk.delivery(message).await;
    assert_eq!(delivery.state, DeliveryState::Failed);
    assert!(delivery.failure.unwrap().contains("131026"));
    desk.hears(&[status(&wamid, "delivered", desk.now())]).await;
    let delivery = desk.delivery(message).await;
    assert_eq!(
        (delivery.state, delivery.failure),
        (DeliveryState::Delivered, None)
    );
}

#[tokio::test]
async fn statuses_that_come_before_their_message_wait_for_it() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    // Meta's id is made up by the sandbox; the statuses come by the id that will be known.
    let early = [
        status("wamid.early", "delivered", desk.now()),
        failure("wamid.early", 131_026, desk.now()),
    ];
    desk.hears(&early).await;
    assert_eq!(desk.state(message).await, DeliveryState::Queued);
    assert!(
        desk.tray().await.is_empty(),
        "they wait, they are not unreadable"
    );
    let named = status_of_ours("wamid.named", &message.to_string(), "delivered", desk.now());
    desk.hears(&[named]).await;
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Delivered,
        "our own id came with it"
    );
    desk.hears(&[status("wamid.named", "read", desk.now())])
        .await;
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Read,
        "and from then on Meta's is known"
    );
    let mut tx = desk.env().store.system().await.unwrap();
    let later = desk.now().plus(MINUTE * 60 * 49);
    assert_eq!(
        tx.remove_aged(Aging::EarlyStatuses, desk.now(), 100)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        tx.remove_aged(Aging::EarlyStatuses, later, 100)
            .await
            .unwrap(),
        2
    );
}

#[tokio::test]
async fn a_failure_that_comes_before_its_message_has_its_effect_too() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    let told = desk
        .dispatch_slowly(async |wamid: &str| {
            // Without our own id nobody knows yet whose it is.
            desk.hears(&[failure(wamid, 131_026, desk.now())]).await;
            desk.state(message).await
        })
        .await;
    assert_eq!(told, DeliveryState::Sending);
    assert_eq!(desk.state(message).await, DeliveryState::Failed);
    let mut tx = desk.cx.read().await.unwrap();
    let warned = tx.warnings().list(&[thread.contact_id]).await.unwrap();
    let codes: Vec<i64> = warned.iter().map(|it| it.code).collect();
    assert_eq!(codes, [131_026]);
}

#[tokio::test]
async fn a_failure_that_is_faster_than_the_answer_keeps_its_reason() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    desk.dispatch_slowly(async |wamid: &str| {
        let mut told = failure(wamid, 131_026, desk.now());
        told["statuses"][0]["biz_opaque_callback_data"] = message.to_string().into();
        desk.hears(&[told]).await;
    })
    .await;
    let delivery = desk.delivery(message).await;
    assert_eq!(delivery.state, DeliveryState::Failed);
    assert!(delivery.failure.is_some_and(|why| why.contains("131026")));
}

#[tokio::test]
async fn a_failure_that_is_told_again_does_not_fail_the_next_attempt() {
    let desk = Desk::open().await;
    let (message, wamid) = sent(&desk).await;
    let failed = [failure(&wamid, 131_026, desk.now())];
    desk.hears(&failed).await;
    aldaba_services::messages::retry(&desk.ines(), message, Retry::default())
        .await
        .unwrap();
    desk.hears(&failed).await;
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Queued,
        "nothing is out that could fail"
    );
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
    desk.hears(&failed).await;
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
    let again = desk.still.sandbox.accepted()[1].wamid.clone();
    desk.hears(&[failure(&again, 131_026, desk.now())]).await;
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Failed,
        "its own failure counts"
    );
    desk.hears(&[status(&wamid, "delivered", desk.now())]).await;
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Delivered,
        "the first one arrived after all"
    );
}

#[tokio::test]
async fn that_the_attempt_before_was_sent_does_not_stop_the_next_one() {
    let desk = Desk::open().await;
    let (message, wamid) = sent(&desk).await;
    desk.hears(&[failure(&wamid, 131_026, desk.now())]).await;
    aldaba_services::messages::retry(&desk.ines(), message, Retry::default())
        .await
        .unwrap();
    desk.hears(&[status(&wamid, "sent", desk.now())]).await;
    assert_eq!(desk.state(message).await, DeliveryState::Queued);
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
}

#[tokio::test]
async fn words_that_nobody_knows_and_ids_that_nobody_sent_harm_nothing() {
    let desk = Desk::open().await;
    let (message, wamid) = sent(&desk).await;
    let stranger = MessageId::new().to_string();
    desk.hears(&[
        status(&wamid, "warped", desk.now()),
        status_of_ours("wamid.x", &stranger, "read", desk.now()),
        status_of_ours("wamid.y", "nonsense", "read", desk.now()),
        status("wamid.in", "read", desk.now()),
    ])
    .await;
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
    let tray = desk.tray().await;
    assert_eq!(tray.len(), 1);
    assert_eq!(tray[0].field.as_deref(), Some("status"));
}

#[tokio::test]
async fn another_line_s_status_moves_nothing_here() {
    let desk = Desk::open().await;
    let (message, _) = sent(&desk).await;
    let told = status_of_ours("wamid.z", &message.to_string(), "read", desk.now());
    desk.told(desk.other_line, &[told]).await;
    desk.work().await;
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
}
