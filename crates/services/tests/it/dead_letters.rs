//! Dead letters in bulk: each for itself, nothing twice, and the phone gets what was mended.

use crate::desk::{Desk, HOUR, MINUTE};
use crate::meta::{JOAO, MARIA};
use aldaba_services::messages::dead_letters::{
    Bulk, DeadLetter, DeadLetterFilter, ListDeadLetters, WhichLetters, count, dismiss, list,
    restore, retry,
};
use aldaba_services::messages::{FailedError, Retry, SendError};
use aldaba_services::{Caller, Cx, Refusal};
use domain::{ApiTokenId, DeliveryState, DoorKind, Event, EventKind, MessageId, Permission};
use sandbox::{Fault, FaultKind, FaultTarget};
use storage::EventPage;

fn refusing(code: u32, times: u32) -> Fault {
    Fault {
        code: Some(code),
        times: Some(times),
        ..Fault::new(FaultTarget::Messages, FaultKind::Error)
    }
}

/// Answers to María that Meta refuses, one after the other.
async fn refused(desk: &Desk, texts: &[&str]) -> Vec<MessageId> {
    let thread = desk.greeted(MARIA, "wamid.in").await;
    let times = u32::try_from(texts.len()).unwrap();
    desk.still
        .sandbox
        .set_fault(refusing(131_026, times))
        .unwrap();
    let mut ids = Vec::new();
    for text in texts {
        ids.push(desk.answers(thread.id, text).await.view.id);
        dispatch(desk).await;
        desk.advance(MINUTE);
    }
    for id in &ids {
        assert_eq!(desk.state(*id).await, DeliveryState::Failed);
    }
    ids
}

/// One that was being sent when its process was lost.
async fn uncertain(desk: &Desk) -> MessageId {
    let thread = desk.greeted(JOAO, "wamid.joao").await;
    let id = desk.answers(thread.id, "¿llegó?").await.view.id;
    let held = desk.held_by("one").await;
    let mut tx = desk.cx.begin().await.unwrap();
    let queue = tx.queue(desk.line);
    queue.start(&[id], held.epoch, desk.now()).await.unwrap();
    tx.commit().await.unwrap();
    desk.advance(MINUTE);
    let next = desk.held_by("two").await;
    assert_eq!(desk.take_over(next).await, 1);
    id
}

/// Works the line until nothing is left that may go now.
async fn dispatch(desk: &Desk) {
    let held = desk.held_by("two").await;
    for _ in 0..10 {
        if desk.dispatch(held).await.handed_over == 0 {
            return;
        }
    }
    panic!("the line does not come to rest");
}

fn these(ids: &[MessageId]) -> WhichLetters {
    WhichLetters::These(ids.to_vec())
}

fn all() -> WhichLetters {
    WhichLetters::Matching {
        filter: DeadLetterFilter::default(),
        cursor: None,
    }
}

async fn letters(desk: &Desk) -> Vec<DeadLetter> {
    let page = list(&desk.ines(), ListDeadLetters::default()).await;
    page.unwrap().data
}

/// Each message with the refusal's own text.
fn told(bulk: &Bulk) -> Vec<(MessageId, Option<String>)> {
    let refusal = |it: &Result<(), FailedError>| it.as_ref().err().map(ToString::to_string);
    let told =
        |it: &aldaba_services::messages::dead_letters::Done| (it.message, refusal(&it.outcome));
    bulk.outcomes.iter().map(told).collect()
}

/// Messages of which somebody was told that they changed, in order.
async fn updates(desk: &Desk) -> Vec<MessageId> {
    let mut tx = desk.cx.read().await.unwrap();
    let EventPage::Events(events) = tx.events_after(0, 1000).await.unwrap() else {
        panic!("all events are there");
    };
    let updated = |event: &Event| {
        let EventKind::MessageUpdated { message_id, .. } = event.kind else {
            return None;
        };
        Some(message_id)
    };
    events.iter().filter_map(updated).collect()
}

#[tokio::test]
async fn what_meta_refused_lies_there_with_its_cause_and_goes_out_in_its_order() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno", "dos", "tres"]).await;
    let found = letters(&desk).await;
    let shown: Vec<_> = found.iter().map(|it| it.message.view.id).collect();
    assert_eq!(shown, [ids[2], ids[1], ids[0]], "newest first");
    let (failure, explanation) = found[0].message.failure.as_ref().unwrap();
    assert_eq!(failure.code, Some(131_026));
    assert!(
        explanation
            .as_ref()
            .is_some_and(|it| !it.cause.es.is_empty())
    );
    assert_eq!(found[0].conversation.profile_name.as_deref(), Some("María"));
    assert_eq!(
        (found[0].letter.cause.as_str(), found[0].letter.attempts),
        ("131026", 1)
    );
    assert!(found[0].refusal.is_none(), "{:?}", found[0].refusal);
    let counts = count(&desk.ines(), &DeadLetterFilter::default())
        .await
        .unwrap();
    assert_eq!((counts.total, counts.more), (3, false));
    assert_eq!(counts.lines, [(desk.line, 3)]);
    assert!(counts.causes[0].explanation.is_some());

    let bulk = retry(&desk.ines(), all(), Retry::default()).await.unwrap();
    assert_eq!(
        told(&bulk),
        [(ids[0], None), (ids[1], None), (ids[2], None)]
    );
    assert_eq!((bulk.next_cursor.as_ref(), bulk.left), (None, 0));
    assert!(letters(&desk).await.is_empty());
    dispatch(&desk).await;
    assert_eq!(desk.taken(), ["uno", "dos", "tres"]);
}

#[tokio::test]
async fn asking_twice_sends_nothing_twice() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno"]).await;
    let wanted = these(&[ids[0], ids[0], MessageId::new()]);
    let first = retry(&desk.ines(), wanted.clone(), Retry::default())
        .await
        .unwrap();
    let outcomes = told(&first);
    assert_eq!(outcomes.len(), 2, "one that was named twice counts once");
    assert_eq!(outcomes[0], (ids[0], None));
    assert_eq!(outcomes[1].1.as_deref(), Some("message not found"));
    let again = retry(&desk.ines(), wanted, Retry::default()).await.unwrap();
    assert!(matches!(
        again.outcomes[0].outcome,
        Err(FailedError::NotFailed)
    ));
    dispatch(&desk).await;
    assert_eq!(desk.taken(), ["uno"]);
}

#[tokio::test]
async fn an_uncertain_one_goes_only_when_somebody_says_so() {
    let desk = Desk::open().await;
    let doubted = uncertain(&desk).await;
    let failed = refused(&desk, &["uno"]).await[0];
    let bulk = retry(&desk.ines(), all(), Retry::default()).await.unwrap();
    let outcome = |id| {
        &bulk
            .outcomes
            .iter()
            .find(|it| it.message == id)
            .unwrap()
            .outcome
    };
    assert!(outcome(failed).is_ok());
    assert!(matches!(
        outcome(doubted),
        Err(FailedError::ConfirmationNeeded)
    ));
    assert_eq!(desk.state(doubted).await, DeliveryState::Uncertain);
    let bulk = retry(&desk.ines(), all(), Retry::CONFIRMED).await.unwrap();
    assert_eq!(told(&bulk), [(doubted, None)]);
    assert_eq!(desk.state(doubted).await, DeliveryState::Queued);
}

#[tokio::test]
async fn the_list_says_what_stands_in_the_way_and_a_retry_says_the_same() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno"]).await;
    desk.advance(HOUR * 25);
    let found = letters(&desk).await;
    let closed = |error: Option<&FailedError>| {
        matches!(
            error,
            Some(FailedError::Send(SendError::WindowClosed { .. }))
        )
    };
    assert!(closed(found[0].refusal.as_ref()), "{:?}", found[0].refusal);
    let bulk = retry(&desk.ines(), these(&ids), Retry::default())
        .await
        .unwrap();
    assert!(closed(bulk.outcomes[0].outcome.as_ref().err()));
    assert_eq!(desk.state(ids[0]).await, DeliveryState::Failed, "as it was");

    let mut tx = desk.cx.begin().await.unwrap();
    let mut line = tx.lines().get(desk.line).await.unwrap();
    line.enabled = false;
    tx.lines().update(&line).await.unwrap();
    tx.commit().await.unwrap();
    let found = letters(&desk).await;
    assert!(matches!(
        found[0].refusal,
        Some(FailedError::Send(SendError::LineDisabled))
    ));
}

#[tokio::test]
async fn another_door_is_taken_only_where_the_line_has_it() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno"]).await;
    let through = |door| Retry {
        confirmed: false,
        door: Some(door),
    };
    let lite = retry(&desk.ines(), these(&ids), through(DoorKind::Lite))
        .await
        .unwrap();
    assert!(matches!(
        lite.outcomes[0].outcome,
        Err(FailedError::NoSuchDoor {
            door: DoorKind::Lite
        })
    ));
    let before = desk.delivery(ids[0]).await;
    assert_eq!(
        (before.state, before.door),
        (DeliveryState::Failed, DoorKind::Cloud)
    );
    let cloud = retry(&desk.ines(), these(&ids), through(DoorKind::Cloud))
        .await
        .unwrap();
    assert_eq!(told(&cloud), [(ids[0], None)]);
}

#[tokio::test]
async fn what_somebody_let_be_stays_failed_in_its_thread_and_can_come_back() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno", "dos"]).await;
    let before = updates(&desk).await.len();
    let bulk = dismiss(&desk.ines(), these(&ids[..1])).await.unwrap();
    assert_eq!(told(&bulk), [(ids[0], None)]);
    let shown: Vec<_> = letters(&desk)
        .await
        .iter()
        .map(|it| it.message.view.id)
        .collect();
    assert_eq!(shown, [ids[1]]);
    assert_eq!(desk.state(ids[0]).await, DeliveryState::Failed);
    assert_eq!(
        updates(&desk).await[before..],
        ids[..1],
        "others' lists are told"
    );
    let again = dismiss(&desk.ines(), these(&ids[..1])).await.unwrap();
    assert_eq!(told(&again), [(ids[0], None)], "it is as wanted");
    assert_eq!(updates(&desk).await.len(), before + 1, "nothing happened");

    let bulk = restore(&desk.ines(), these(&ids)).await.unwrap();
    assert_eq!(told(&bulk), [(ids[0], None), (ids[1], None)]);
    assert_eq!(letters(&desk).await.len(), 2);
    let bulk = retry(&desk.ines(), these(&ids), Retry::default())
        .await
        .unwrap();
    assert!(told(&bulk).iter().all(|(_, refusal)| refusal.is_none()));
    let late = dismiss(&desk.ines(), these(&ids)).await.unwrap();
    assert!(
        late.outcomes
            .iter()
            .all(|it| matches!(it.outcome, Err(FailedError::NotFailed))),
        "what is on its way is not let be"
    );
}

#[tokio::test]
async fn a_filter_is_worked_a_hundred_at_a_time_and_what_fails_again_is_left_out() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno"]).await;
    // A hundred more of the same, as a campaign leaves them.
    let thread = desk.thread("María").await;
    let mut tx = desk.cx.begin().await.unwrap();
    let model = tx.deliveries().get(ids[0]).await.unwrap();
    let written = tx.messages().get(ids[0]).await.unwrap();
    let mut conversation = tx.conversations().get(thread.id).await.unwrap();
    let (mut messages, mut deliveries) = (Vec::new(), Vec::new());
    for _ in 0..100 {
        let mut message = written.clone();
        message.id = MessageId::new();
        let mut delivery = model.clone();
        delivery.message_id = message.id;
        delivery.position = conversation.next_position;
        conversation.next_position += 1;
        messages.push(message);
        deliveries.push(delivery);
    }
    tx.messages().insert(&messages).await.unwrap();
    tx.deliveries().put(&deliveries).await.unwrap();
    tx.conversations().put(&[conversation]).await.unwrap();
    tx.commit().await.unwrap();

    let first = dismiss(&desk.ines(), all()).await.unwrap();
    assert_eq!((first.outcomes.len(), first.left), (100, 1));
    // One that dies meanwhile waits for the next time.
    desk.advance(MINUTE);
    let joao = desk.greeted(JOAO, "wamid.joao").await;
    desk.still.sandbox.set_fault(refusing(131_026, 1)).unwrap();
    let late = desk.answers(joao.id, "tarde").await.view.id;
    dispatch(&desk).await;
    let next = WhichLetters::Matching {
        filter: DeadLetterFilter::default(),
        cursor: first.next_cursor,
    };
    let second = dismiss(&desk.ines(), next).await.unwrap();
    assert_eq!((second.outcomes.len(), second.left), (1, 0));
    assert!(second.next_cursor.is_none());
    let left: Vec<_> = letters(&desk)
        .await
        .iter()
        .map(|it| it.message.view.id)
        .collect();
    assert_eq!(left, [late]);
}

#[tokio::test]
async fn who_may_not_send_may_look_and_do_nothing() {
    let desk = Desk::open().await;
    let ids = refused(&desk, &["uno"]).await;
    let with = |scopes: Vec<Permission>| Cx {
        caller: Caller::Api {
            token: ApiTokenId::new(),
            name: "Tienda".to_owned(),
            scopes,
        },
        ..Cx::system(desk.env(), desk.organization)
    };
    let reader = with(vec![Permission::ConversationsRead]);
    assert_eq!(
        list(&reader, ListDeadLetters::default())
            .await
            .unwrap()
            .data
            .len(),
        1
    );
    let forbidden = |error: Refusal| matches!(error, Refusal::Forbidden(Permission::MessagesSend));
    assert!(forbidden(
        retry(&reader, these(&ids), Retry::default())
            .await
            .unwrap_err()
    ));
    assert!(forbidden(dismiss(&reader, these(&ids)).await.unwrap_err()));
    assert!(forbidden(restore(&reader, these(&ids)).await.unwrap_err()));
    let blind = with(vec![Permission::MessagesSend]);
    let refused = list(&blind, ListDeadLetters::default()).await.unwrap_err();
    assert!(matches!(
        refused,
        Refusal::Forbidden(Permission::ConversationsRead)
    ));
}

#[tokio::test]
async fn nothing_nobody_and_too_many_are_refused() {
    let desk = Desk::open().await;
    let many: Vec<_> = (0..101).map(|_| MessageId::new()).collect();
    for ids in [Vec::new(), many] {
        let refused = dismiss(&desk.ines(), WhichLetters::These(ids)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    let nobody = dismiss(&desk.ines(), these(&[MessageId::new()])).await;
    assert!(matches!(nobody, Err(Refusal::NotFound("message"))));
    let made_up = WhichLetters::Matching {
        filter: DeadLetterFilter::default(),
        cursor: Some("x".to_owned()),
    };
    assert!(matches!(
        dismiss(&desk.ines(), made_up).await,
        Err(Refusal::Invalid(_))
    ));
}
