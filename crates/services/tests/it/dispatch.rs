//! The dispatcher against Meta's other side: at most once, in order, explained.

use crate::desk::{Desk, HOUR, MINUTE};
use crate::meta::{JOAO, MARIA, status_of_ours};
use domain::{DeliveryState, DoorKind, DoorState, IdentityKind};
use jiff::SignedDuration;
use sandbox::{Fault, FaultKind, FaultTarget};
use storage::Error;

fn refusing(code: u32) -> Fault {
    Fault {
        code: Some(code),
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Error)
    }
}

#[tokio::test]
async fn answers_go_out_in_order_with_our_id_and_what_they_quote() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let mut ids = Vec::new();
    for body in ["uno", "dos", "tres"] {
        ids.push(desk.answers(thread.id, body).await.view.id);
    }
    let held = desk.held_by("one").await;
    for count in 1..=3 {
        assert_eq!(
            desk.dispatch(held).await.handed_over,
            1,
            "one of a conversation at a time"
        );
        assert_eq!(desk.taken().len(), count);
    }
    assert_eq!(desk.dispatch(held).await.handed_over, 0);
    assert_eq!(desk.taken(), ["uno", "dos", "tres"]);
    let accepted = desk.still.sandbox.accepted();
    for (id, taken) in ids.iter().zip(&accepted) {
        assert_eq!(taken.biz_opaque_callback_data, Some(id.to_string()));
        assert_eq!(taken.to, "5215555550101");
        let mut tx = desk.cx.read().await.unwrap();
        assert_eq!(
            tx.messages().get(*id).await.unwrap().provider_id.as_ref(),
            Some(&taken.wamid)
        );
        assert_eq!(desk.state(*id).await, DeliveryState::Sent);
    }
}

#[tokio::test]
async fn several_conversations_go_at_once() {
    let desk = Desk::open().await;
    let maria = desk.greeted(MARIA, "wamid.1").await;
    let joao = desk.greeted(JOAO, "wamid.2").await;
    desk.answers(maria.id, "hola").await;
    desk.answers(joao.id, "oi").await;
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 2);
}

#[tokio::test]
async fn somebody_without_a_phone_is_reached_by_the_user_id() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA.without_phone(), "wamid.1").await;
    desk.answers(thread.id, "hola").await;
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.still.sandbox.accepted()[0].to, "MX.1001");
}

#[tokio::test]
async fn the_number_of_the_same_person_reaches_a_thread_that_began_without_it() {
    let desk = Desk::open().await;
    let by_number = MARIA.without_user_id();
    desk.told(
        desk.other_line,
        &[by_number.writes("wamid.1", desk.now(), "hola")],
    )
    .await;
    desk.work().await;
    desk.hears(&[
        MARIA.without_phone().writes("wamid.2", desk.now(), "hola"),
        MARIA.writes("wamid.3", desk.now(), "soy yo"),
    ])
    .await;
    let threads = desk.threads().await;
    let here = threads.iter().find(|it| it.line_id == desk.line).unwrap();
    desk.answers(here.id, "claro").await;
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.still.sandbox.accepted()[0].to, "5215555550101");
}

#[tokio::test]
async fn a_crash_between_claim_and_record_leaves_doubt_that_a_status_resolves() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "¿salió?").await.view.id;
    let next = desk.answers(thread.id, "después").await.view.id;
    let held = desk.held_by("one").await;
    // The process claims, and is gone before it writes down what became of it.
    let mut tx = desk.cx.begin().await.unwrap();
    let queue = tx.queue(desk.line);
    queue
        .start(&[message], held.epoch, desk.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    desk.advance(MINUTE);
    let successor = desk.held_by("two").await;
    assert!(successor.epoch > held.epoch);
    assert_eq!(desk.take_over(successor).await, 1);
    let delivery = desk.delivery(message).await;
    assert_eq!(delivery.state, DeliveryState::Uncertain);
    assert!(delivery.failure.unwrap().contains("interrupted"));
    assert_eq!(desk.take_over(successor).await, 0, "said once");
    // It is never sent again by itself, and it does not hold the others for ever.
    desk.advance(HOUR);
    assert_eq!(desk.dispatch(successor).await.handed_over, 1);
    assert_eq!(desk.taken(), ["después"]);
    assert_eq!(desk.state(next).await, DeliveryState::Sent);
    // Meta tells that it had gone out: our id travelled with it.
    let told = status_of_ours("wamid.out", &message.to_string(), "delivered", desk.now());
    desk.hears(&[told]).await;
    let delivery = desk.delivery(message).await;
    assert_eq!(
        (delivery.state, delivery.failure),
        (DeliveryState::Delivered, None)
    );
}

#[tokio::test]
async fn an_owner_that_was_replaced_sends_nothing_more() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    desk.answers(thread.id, "hola").await;
    let held = desk.held_by("one").await;
    desk.advance(MINUTE);
    let successor = desk.held_by("two").await;
    let late = aldaba_services::dispatch::step(desk.env(), desk.line, held).await;
    assert!(matches!(late, Err(Error::Fenced)), "{late:?}");
    assert!(desk.taken().is_empty());
    assert_eq!(desk.dispatch(successor).await.handed_over, 1);
}

#[tokio::test]
async fn a_cut_connection_is_doubt_not_a_second_message() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "hola").await.view.id;
    let cut = Fault {
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Drop)
    };
    desk.still.sandbox.set_fault(cut).unwrap();
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
    assert_eq!(desk.state(message).await, DeliveryState::Uncertain);
    desk.advance(HOUR);
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 0);
    assert_eq!(desk.taken(), ["hola"], "Meta has it once");
    let wamid = desk.still.sandbox.accepted()[0].wamid.clone();
    desk.hears(&[status_of_ours(
        &wamid,
        &message.to_string(),
        "sent",
        desk.now(),
    )])
    .await;
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
}

#[tokio::test]
async fn a_status_may_be_faster_than_the_answer() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "hola").await.view.id;
    let told = desk
        .dispatch_slowly(async |wamid: &str| {
            desk.hears(&[status_of_ours(
                wamid,
                &message.to_string(),
                "read",
                desk.now(),
            )])
            .await;
            desk.state(message).await
        })
        .await;
    assert_eq!(told, DeliveryState::Read);
    assert_eq!(
        desk.state(message).await,
        DeliveryState::Read,
        "the answer takes nothing back"
    );
}

#[tokio::test]
async fn what_surely_did_not_go_out_is_tried_again_later() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "hola").await.view.id;
    // Meta's "too many messages to this person".
    desk.still.sandbox.set_fault(refusing(131_056)).unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let delivery = desk.delivery(message).await;
    assert_eq!(
        (delivery.state, delivery.attempts),
        (DeliveryState::Waiting, 1)
    );
    assert!(delivery.due_at > desk.now());
    let idle = desk.dispatch(held).await;
    assert_eq!(
        (idle.handed_over, idle.next_due),
        (0, Some(delivery.due_at))
    );
    desk.advance(delivery.due_at.since(desk.now()));
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
    assert_eq!(desk.state(message).await, DeliveryState::Sent);
    assert_eq!(desk.taken(), ["hola"]);
}

#[tokio::test]
async fn a_pair_that_is_limited_waits_longer_each_time_and_keeps_its_order() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let message = desk.answers(thread.id, "uno").await.view.id;
    desk.answers(thread.id, "dos").await;
    for seconds in [4, 16, 64, 256] {
        desk.still.sandbox.set_fault(refusing(131_056)).unwrap();
        let held = desk.held_by("one").await;
        assert_eq!(desk.dispatch(held).await.handed_over, 1);
        let due = desk.delivery(message).await.due_at.since(desk.now());
        assert_eq!(due, SignedDuration::from_secs(seconds));
        let idle = desk.dispatch(held).await;
        assert_eq!(idle.handed_over, 0, "the second would only meet the same");
        desk.advance(due);
    }
    for _ in 0..2 {
        let held = desk.held_by("one").await;
        assert_eq!(desk.dispatch(held).await.handed_over, 1);
    }
    assert_eq!(desk.taken(), ["uno", "dos"]);
}

#[tokio::test]
async fn a_limit_of_the_number_or_the_app_holds_the_whole_line() {
    // Too many people blocked the number; the app called too often.
    for code in [131_048, 4] {
        let desk = Desk::open().await;
        let maria = desk.greeted(MARIA, "wamid.1").await;
        let message = desk.answers(maria.id, "uno").await.view.id;
        desk.still.sandbox.set_fault(refusing(code)).unwrap();
        let held = desk.held_by("one").await;
        assert_eq!(desk.dispatch(held).await.handed_over, 1);
        assert_eq!(desk.state(message).await, DeliveryState::Waiting);
        let pedro = desk.greeted(JOAO, "wamid.2").await;
        desk.answers(pedro.id, "dos").await;
        assert_eq!(desk.dispatch(held).await.handed_over, 0, "{code}");
        let mut tx = desk.cx.read().await.unwrap();
        let door = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
        let pause = tx.holds().find(door.id).await.unwrap().unwrap();
        assert_eq!(
            (pause.code, pause.until),
            (code.into(), desk.now().plus(HOUR))
        );
        assert_eq!(door.state, DoorState::Connected);
        drop(tx);
        desk.advance(HOUR);
        let held = desk.held_by("one").await;
        assert!(desk.dispatch(held).await.handed_over > 0, "{code}");
        assert!(desk.taken().contains(&"dos".to_owned()), "{code}");
    }
}

#[tokio::test]
async fn a_line_at_fault_rests_until_somebody_has_looked() {
    let desk = Desk::open().await;
    let maria = desk.greeted(MARIA, "wamid.1").await;
    let first = desk.answers(maria.id, "uno").await.view.id;
    let second = desk.answers(maria.id, "dos").await.view.id;
    // The access token is not valid any more.
    desk.still.sandbox.set_fault(refusing(190)).unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let waits = desk.delivery(first).await;
    assert_eq!(waits.state, DeliveryState::Queued);
    assert!(
        waits.failure.unwrap().contains("190"),
        "it says why it waits"
    );
    let mut tx = desk.cx.begin().await.unwrap();
    let mut door = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    assert_eq!(door.state, DoorState::NeedsAttention);
    assert_eq!(door.problem.as_ref().map(|problem| problem.code), Some(190));
    drop(tx);
    assert_eq!(
        desk.dispatch(held).await.handed_over,
        0,
        "nothing more is burnt"
    );
    assert_eq!(desk.state(second).await, DeliveryState::Queued);
    door.state = DoorState::Connected;
    let mut tx = desk.cx.begin().await.unwrap();
    tx.doors().update(&door).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        assert_eq!(desk.dispatch(held).await.handed_over, 1);
    }
    assert_eq!(desk.taken(), ["uno", "dos"], "it goes on by itself");
}

#[tokio::test]
async fn a_disabled_line_keeps_what_is_queued() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = desk.answers(thread.id, "hola").await.view.id;
    let set_enabled = async |enabled| {
        let mut tx = desk.cx.begin().await.unwrap();
        let mut line = tx.lines().get(desk.line).await.unwrap();
        line.enabled = enabled;
        tx.lines().update(&line).await.unwrap();
        tx.commit().await.unwrap();
    };
    set_enabled(false).await;
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 0);
    assert_eq!(desk.state(message).await, DeliveryState::Queued);
    set_enabled(true).await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
}

#[tokio::test]
async fn a_held_message_wakes_the_line_now_and_then_not_all_the_time() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.answers(thread.id, "uno").await;
    desk.answers(thread.id, "dos").await;
    let cut = Fault {
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Drop)
    };
    desk.still.sandbox.set_fault(cut).unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let idle = desk.dispatch(held).await;
    assert_eq!(idle.handed_over, 0, "the first is in doubt");
    let pause = idle.next_due.unwrap().since(desk.now());
    assert!(pause >= SignedDuration::from_secs(1), "{pause}");
}

#[tokio::test]
async fn the_form_of_a_number_that_meta_tells_is_learnt() {
    let desk = Desk::open().await;
    let spec = sandbox::CustomerSpec {
        phone: Some("+525555550101".to_owned()),
        wa_id: Some("5215555550101".to_owned()),
        name: "María".to_owned(),
        ..sandbox::CustomerSpec::default()
    };
    desk.still.sandbox.add_customer(spec);
    let thread = desk
        .greeted(MARIA.without_user_id().at("525555550101"), "wamid.1")
        .await;
    desk.answers(thread.id, "hola").await;
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let known = desk
        .cx
        .read()
        .await
        .unwrap()
        .identities()
        .list_of(thread.contact_id)
        .await
        .unwrap();
    let mut phones: Vec<String> = known
        .into_iter()
        .filter(|identity| identity.key.kind == IdentityKind::Phone)
        .map(|identity| identity.key.value)
        .collect();
    phones.sort();
    assert_eq!(phones, ["5215555550101", "525555550101"]);
}
