//! The dispatcher's engine: within the provider's limits, past its trouble, at the right time.

use crate::desk::{Desk, HOUR, MINUTE, text};
use crate::meta::{Customer, JOAO, MARIA};
use crate::refusals::{known, offer};
use aldaba_services::contacts;
use aldaba_services::messages::{
    FailedError, MessageChange, Retry, SendError, SendMessage, When, discard, edit, leave, retry,
    send,
};
use domain::outbound::Content;
use domain::{BreakerState, DeliveryState, DoorKind, MessageId, Time, UncertainPolicy};
use jiff::SignedDuration;
use sandbox::{Fault, FaultKind, FaultTarget};
use storage::Door;

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn set_door(desk: &Desk, change: impl FnOnce(&mut Door)) {
    let mut tx = desk.cx.begin().await.unwrap();
    let mut door = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    change(&mut door);
    tx.doors().update(&door).await.unwrap();
    tx.commit().await.unwrap();
}

async fn breaker(desk: &Desk) -> BreakerState {
    let mut tx = desk.cx.read().await.unwrap();
    let paces = tx.door_paces().await.unwrap();
    paces[0].breaker.state
}

fn failing(desk: &Desk, kind: FaultKind, code: Option<u32>, times: u32) {
    let fault = Fault {
        code,
        times: Some(times),
        ..Fault::new(FaultTarget::Messages, kind)
    };
    desk.still.sandbox.set_fault(fault).unwrap();
}

/// Why a message does not go, in our own word.
async fn reason(desk: &Desk, message: MessageId) -> String {
    let failure = desk.delivery(message).await.failure.unwrap();
    let failure: domain::Failure = serde_json::from_str(&failure).unwrap();
    failure.reason
}

/// Fifty customers with an answer each; dispatches for so long and counts what Meta took.
async fn taken_in(desk: &Desk, time: SignedDuration) -> usize {
    let held = desk.held_by("one").await;
    let until = desk.now().plus(time);
    while desk.now() < until {
        desk.dispatch(held).await;
        desk.advance(SignedDuration::from_millis(10));
    }
    desk.taken().len()
}

async fn crowd(desk: &Desk, count: u32) {
    for nth in 0..count {
        let phone = format!("5215555550{:03}", 200 + nth);
        let name = format!("Cliente {nth}");
        let customer = Customer {
            wa_id: Some(&phone),
            user_id: None,
            name: &name,
        };
        let thread = desk.greeted(customer, &format!("wamid.{nth}")).await;
        desk.answers(thread.id, &name).await;
    }
}

#[tokio::test]
async fn a_line_in_coexistence_sends_twenty_a_second_and_no_more() {
    let desk = Desk::open().await;
    set_door(&desk, |door| door.coexists = true).await;
    crowd(&desk, 50).await;
    desk.advance(SECOND);
    let first = taken_in(&desk, SECOND).await;
    assert!((19..=21).contains(&first), "{first}");
    let both = taken_in(&desk, SECOND).await;
    assert!((38..=41).contains(&both), "{both}");
}

#[tokio::test]
async fn what_customers_write_counts_against_the_line_s_limit() {
    let desk = Desk::open().await;
    set_door(&desk, |door| door.coexists = true).await;
    crowd(&desk, 30).await;
    desk.advance(SECOND);
    let quiet = taken_in(&desk, SECOND / 2).await;
    let written: Vec<_> = (0..10)
        .map(|nth| MARIA.writes(&format!("wamid.flood{nth}"), desk.now(), "hola"))
        .collect();
    desk.hears(&written).await;
    let busy = taken_in(&desk, SECOND / 2).await - quiet;
    assert!(busy < quiet / 2, "{busy} after {quiet}");
}

#[tokio::test]
async fn one_person_gets_forty_five_at_once_and_delays_nobody() {
    let desk = Desk::open().await;
    let maria = desk.greeted(MARIA, "wamid.1").await;
    let joao = desk.greeted(JOAO, "wamid.2").await;
    for nth in 0..47 {
        desk.answers(maria.id, &format!("{nth}")).await;
    }
    desk.answers(joao.id, "oi").await;
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert!(
        desk.taken().contains(&"oi".to_owned()),
        "the other goes at once"
    );
    for _ in 0..60 {
        desk.advance(SignedDuration::from_millis(50));
        desk.dispatch(held).await;
    }
    assert_eq!(desk.taken().len(), 46, "45 to one, 1 to the other");
    desk.advance(SignedDuration::from_secs(6));
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.taken().len(), 47);
    assert_eq!(desk.taken()[46], "45", "in order");
}

#[tokio::test]
async fn limits_survive_a_restart() {
    let desk = Desk::open().await;
    set_door(&desk, |door| door.coexists = true).await;
    crowd(&desk, 6).await;
    desk.advance(SECOND);
    let held = desk.held_by("one").await;
    let first = desk.dispatch(held).await.handed_over;
    assert!((1..=2).contains(&first), "{first}");
    let mut tx = desk.env().store.system().await.unwrap();
    tx.release_leases("one").await.unwrap();
    tx.commit().await.unwrap();
    let successor = desk.held_by("two").await;
    assert!(successor.epoch > held.epoch);
    assert_eq!(desk.dispatch(successor).await.handed_over, 0);
}

#[tokio::test]
async fn whoever_is_written_to_first_counts_against_the_account_s_day() {
    let desk = Desk::open().await;
    known(&desk, "oferta", "UTILITY").await;
    set_door(&desk, |door| {
        door.messaging_limit = Some("TIER_50".to_owned());
    })
    .await;
    let mut sent = Vec::new();
    let mut threads = Vec::new();
    for nth in 0..51_u32 {
        let phone = format!("5215555550{:03}", 200 + nth);
        let name = format!("Cliente {nth}");
        let customer = Customer {
            wa_id: Some(&phone),
            user_id: None,
            name: &name,
        };
        threads.push(desk.greeted(customer, &format!("wamid.{nth}")).await.id);
    }
    desk.advance(DAY);
    for thread in &threads {
        sent.push(offer(&desk, *thread).await.unwrap());
    }
    let held = desk.held_by("one").await;
    for _ in 0..80 {
        desk.dispatch(held).await;
        desk.advance(SignedDuration::from_millis(50));
    }
    assert_eq!(desk.still.sandbox.accepted().len(), 50);
    // All came at the same instant, so any of them may be the one that waits.
    let mut waiting = Vec::new();
    for (message, thread) in sent.iter().zip(&threads) {
        if desk.state(*message).await == DeliveryState::Waiting {
            waiting.push((*message, *thread));
        }
    }
    let [(message, thread)] = waiting[..] else {
        panic!("one waits: {waiting:?}");
    };
    assert_eq!(reason(&desk, message).await, "portfolio_limit");
    let last = desk.delivery(message).await;
    // Whom it wrote to already counts no second time.
    let known_one = threads.iter().find(|it| **it != thread).unwrap();
    offer(&desk, *known_one).await.unwrap();
    desk.dispatch(held).await;
    assert_eq!(desk.still.sandbox.accepted().len(), 51);
    desk.advance(last.due_at.since(desk.now()));
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.still.sandbox.accepted().len(), 52);
}

#[tokio::test]
async fn offers_that_whatsapp_holds_back_wait_a_day_and_answers_go_on() {
    let desk = Desk::open().await;
    known(&desk, "oferta", "MARKETING").await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let first = offer(&desk, thread.id).await.unwrap();
    failing(&desk, FaultKind::Error, Some(131_049), 1);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let waits = desk.delivery(first).await;
    assert_eq!(waits.state, DeliveryState::Waiting);
    assert!(waits.due_at >= desk.now().plus(DAY));
    let second = offer(&desk, thread.id).await.unwrap();
    desk.answers(thread.id, "hola").await;
    for _ in 0..3 {
        desk.advance(SECOND);
        let held = desk.held_by("one").await;
        desk.dispatch(held).await;
    }
    assert_eq!(reason(&desk, second).await, "offers_held");
    assert_eq!(desk.taken(), ["hola"]);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_left_alone_and_then_asked_once() {
    let desk = Desk::open().await;
    crowd(&desk, 8).await;
    failing(&desk, FaultKind::Error, Some(2), 5);
    let held = desk.held_by("one").await;
    for _ in 0..5 {
        desk.advance(SECOND);
        desk.dispatch(held).await;
    }
    assert_eq!(breaker(&desk).await, BreakerState::Open);
    let before = desk.taken().len();
    let round = desk.dispatch(held).await;
    assert_eq!(round.handed_over, 0);
    let until = round.next_due.unwrap();
    assert!(until.since(desk.now()) <= SignedDuration::from_secs(5));
    desk.advance(until.since(desk.now()));
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1, "one asks");
    assert_eq!(breaker(&desk).await, BreakerState::Closed);
    for _ in 0..20 {
        desk.advance(SECOND);
        let held = desk.held_by("one").await;
        desk.dispatch(held).await;
    }
    assert!(before < 8);
    assert_eq!(desk.taken().len(), 8, "nothing was lost meanwhile");
}

fn body(body: &str) -> MessageChange {
    MessageChange {
        text: Some(Content::Text {
            body: body.to_owned(),
            preview_url: false,
        }),
        when: None,
    }
}

const fn when(when: When) -> MessageChange {
    MessageChange {
        text: None,
        when: Some(when),
    }
}

async fn later(desk: &Desk, thread: domain::ConversationId, at: Time) -> MessageId {
    let wanted = SendMessage {
        send_at: Some(at),
        ..text(thread, "mañana")
    };
    send(&desk.ines(), wanted).await.unwrap().message.view.id
}

#[tokio::test]
async fn what_is_scheduled_waits_for_its_time_and_holds_nobody() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let scheduled = later(&desk, thread.id, desk.now().plus(HOUR)).await;
    desk.answers(thread.id, "ahora").await;
    let held = desk.held_by("one").await;
    let round = desk.dispatch(held).await;
    assert_eq!(desk.taken(), ["ahora"]);
    assert_eq!(desk.state(scheduled).await, DeliveryState::Waiting);
    assert!(round.next_due.is_some());
    desk.advance(HOUR);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.taken(), ["ahora", "mañana"]);
}

#[tokio::test]
async fn what_has_not_left_is_changed_or_cancelled_and_what_has_is_not() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let changed = later(&desk, thread.id, desk.now().plus(MINUTE)).await;
    let cancelled = later(&desk, thread.id, desk.now().plus(MINUTE)).await;
    edit(&ines, changed, body("pasado mañana")).await.unwrap();
    let empty = edit(&ines, changed, body(" ")).await;
    assert!(matches!(
        empty,
        Err(FailedError::Send(SendError::Content(_)))
    ));
    discard(&ines, cancelled).await.unwrap();
    desk.advance(MINUTE);
    let held = desk.held_by("one").await;
    for _ in 0..3 {
        desk.dispatch(held).await;
    }
    assert_eq!(desk.taken(), ["pasado mañana"]);
    assert!(matches!(
        edit(&ines, changed, body("tarde")).await,
        Err(FailedError::OnItsWay)
    ));
    assert!(matches!(
        discard(&ines, changed).await,
        Err(FailedError::OnItsWay)
    ));
    let too_late = SendMessage {
        send_at: Some(desk.now().plus(DAY * 91)),
        ..text(thread.id, "nunca")
    };
    assert!(matches!(
        send(&ines, too_late).await,
        Err(SendError::ScheduledOutOfRange)
    ));
}

#[tokio::test]
async fn a_key_is_answered_after_the_moment_that_its_message_waited_for() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let wanted = SendMessage {
        send_at: Some(desk.now().plus(MINUTE)),
        idempotency_key: Some("pedido-1".to_owned()),
        ..text(thread.id, "mañana")
    };
    let first = send(&desk.ines(), wanted.clone()).await.unwrap();
    desk.advance(HOUR);
    let again = send(&desk.ines(), wanted.clone()).await.unwrap();
    assert!(again.replayed);
    assert_eq!(again.message.view.id, first.message.view.id);
    // What nobody accepted in time is no message of then.
    let other = SendMessage {
        idempotency_key: Some("pedido-2".to_owned()),
        ..wanted
    };
    assert!(matches!(
        send(&desk.ines(), other).await,
        Err(SendError::ScheduledOutOfRange)
    ));
}

#[tokio::test]
async fn what_waits_goes_at_another_moment_or_now() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let sooner = later(&desk, thread.id, desk.now().plus(HOUR * 2)).await;
    let at_once = later(&desk, thread.id, desk.now().plus(HOUR * 2)).await;
    let too_late = when(When::At(desk.now().plus(DAY * 91)));
    assert!(matches!(
        edit(&ines, sooner, too_late).await,
        Err(FailedError::Send(SendError::ScheduledOutOfRange))
    ));
    let both = MessageChange {
        when: Some(When::At(desk.now().plus(HOUR))),
        ..body("en una hora")
    };
    edit(&ines, sooner, both).await.unwrap();
    edit(&ines, at_once, when(When::Now)).await.unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.taken(), ["mañana"]);
    desk.advance(HOUR);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.taken(), ["mañana", "en una hora"]);
    assert!(matches!(
        edit(&ines, sooner, when(When::Now)).await,
        Err(FailedError::OnItsWay)
    ));
}

#[tokio::test]
async fn what_waits_is_not_sent_now_once_its_window_has_closed() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = later(&desk, thread.id, desk.now().plus(DAY * 2)).await;
    desk.advance(DAY + HOUR);
    let refused = edit(&desk.ines(), message, when(When::Now)).await;
    assert!(matches!(
        refused,
        Err(FailedError::Send(SendError::WindowClosed { .. }))
    ));
    assert_eq!(desk.state(message).await, DeliveryState::Waiting);
}

#[tokio::test]
async fn a_window_that_closed_while_a_message_waited_keeps_it_back() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = later(&desk, thread.id, desk.now().plus(DAY + HOUR)).await;
    desk.advance(DAY + HOUR);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.state(message).await, DeliveryState::Failed);
    assert_eq!(reason(&desk, message).await, "window_closed");
    assert!(desk.taken().is_empty());
}

#[tokio::test]
async fn doubt_is_left_to_a_person_unless_the_line_wants_it_sent_again() {
    for policy in [UncertainPolicy::Ask, UncertainPolicy::Resend] {
        let desk = Desk::open().await;
        let mut tx = desk.cx.begin().await.unwrap();
        let mut line = tx.lines().get(desk.line).await.unwrap();
        line.uncertain_policy = policy;
        tx.lines().update(&line).await.unwrap();
        tx.commit().await.unwrap();
        let thread = desk.greeted(MARIA, "wamid.1").await;
        let message = desk.answers(thread.id, "¿salió?").await.view.id;
        // Meta takes it, and the answer is lost.
        failing(&desk, FaultKind::Drop, None, 1);
        let held = desk.held_by("one").await;
        desk.dispatch(held).await;
        assert_eq!(desk.state(message).await, DeliveryState::Uncertain);
        desk.advance(MINUTE * 14);
        let held = desk.held_by("one").await;
        assert_eq!(
            desk.dispatch(held).await.handed_over,
            0,
            "a status may come"
        );
        desk.advance(MINUTE);
        let held = desk.held_by("one").await;
        let again = usize::from(policy == UncertainPolicy::Resend);
        assert_eq!(desk.dispatch(held).await.handed_over, again, "{policy}");
        assert_eq!(desk.still.sandbox.accepted().len(), 1 + again);
        if policy == UncertainPolicy::Ask {
            retry(&desk.ines(), message, Retry::CONFIRMED)
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn doubt_that_a_person_leaves_is_never_sent_again_by_itself() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let mut tx = desk.cx.begin().await.unwrap();
    let mut line = tx.lines().get(desk.line).await.unwrap();
    line.uncertain_policy = UncertainPolicy::Resend;
    tx.lines().update(&line).await.unwrap();
    tx.commit().await.unwrap();
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = desk.answers(thread.id, "¿salió?").await.view.id;
    let early = leave(&ines, message).await;
    assert!(matches!(early, Err(FailedError::NotUncertain)));
    failing(&desk, FaultKind::Drop, None, 1);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    for _ in 0..2 {
        let left = leave(&ines, message).await.unwrap();
        assert_eq!(left.view.state, Some(DeliveryState::Uncertain));
    }
    assert_eq!(reason(&desk, message).await, "left_as_it_is");
    desk.advance(DAY);
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 0);
    // Whoever thinks better of it still may, within the window.
    desk.greeted(MARIA, "wamid.2").await;
    retry(&ines, message, Retry::CONFIRMED).await.unwrap();
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
}

#[tokio::test]
async fn a_word_for_no_more_offers_is_heard_and_taken_back() {
    let desk = Desk::open().await;
    known(&desk, "oferta", "MARKETING").await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let stopped = async || {
        let contact = contacts::get(&desk.ines(), thread.contact_id)
            .await
            .unwrap();
        contact.marketing_stopped_at.is_some()
    };
    // Without anything to take back, the word is an everyday one.
    desk.hears(&[MARIA.writes("wamid.2", desk.now(), "Alta")])
        .await;
    assert!(!stopped().await);
    let waits = offer(&desk, thread.id).await.unwrap();
    desk.hears(&[MARIA.writes("wamid.3", desk.now(), "¡BAJA!")])
        .await;
    assert!(stopped().await);
    let refused = offer(&desk, thread.id).await;
    assert!(matches!(refused, Err(SendError::ContactOptedOut { .. })));
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(reason(&desk, waits).await, "contact_opted_out");
    desk.advance(SECOND);
    desk.hears(&[MARIA.writes("wamid.4", desk.now(), "volver a recibir")])
        .await;
    assert!(!stopped().await);
}
