//! Accepting messages: once a key, within the window, for people who then may send again or let go.

use crate::desk::{Desk, HOUR, text};
use crate::meta::{JOAO, MARIA};
use aldaba_services::messages::{FailedError, Retry, SendError, SendMessage, discard, retry, send};
use domain::{ConversationId, DeliveryState, MessageId};
use storage::inbox::Delivery;

fn keyed(conversation: ConversationId, body: &str, key: &str) -> SendMessage {
    SendMessage {
        idempotency_key: Some(key.to_owned()),
        ..text(conversation, body)
    }
}

#[tokio::test]
async fn a_key_is_one_message_whatever_is_repeated() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await.id;
    let ines = desk.ines();
    let first = send(&ines, keyed(thread, "hola", "k1")).await.unwrap();
    let again = send(&ines, keyed(thread, "hola", "k1")).await.unwrap();
    assert!(!first.replayed && again.replayed);
    assert_eq!(first.message.view.id, again.message.view.id);
    let other = send(&ines, keyed(thread, "otra cosa", "k1")).await;
    assert!(matches!(other, Err(SendError::KeyReused)));
    let next = send(&ines, keyed(thread, "hola", "k2")).await.unwrap();
    assert_ne!(next.message.view.id, first.message.view.id);
    // Somebody else's key of the same name is another one.
    let system = send(&desk.cx, keyed(thread, "hola", "k1")).await.unwrap();
    assert!(!system.replayed);
    for key in ["", "a\nb", &"k".repeat(129)] {
        assert!(matches!(
            send(&ines, keyed(thread, "hola", key)).await,
            Err(SendError::Refused(_))
        ));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_with_one_key_at_once_one_is_accepted() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await.id;
    let sending = (0..8).map(|_| {
        let ines = desk.ines();
        tokio::spawn(async move { send(&ines, keyed(thread, "hola", "k1")).await.unwrap() })
    });
    let sending: Vec<_> = sending.collect();
    let mut fresh = 0;
    let mut ids = std::collections::BTreeSet::new();
    for one in sending {
        let accepted = one.await.unwrap();
        fresh += usize::from(!accepted.replayed);
        ids.insert(accepted.message.view.id);
    }
    assert_eq!((fresh, ids.len()), (1, 1));
    assert_eq!(desk.messages(thread).await.len(), 2);
}

#[tokio::test]
async fn a_closed_window_says_when_it_closed() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.advance(HOUR * 24);
    let closed_at = thread.last_inbound_at.unwrap().plus(HOUR * 24);
    match send(&desk.ines(), text(thread.id, "hola")).await {
        Err(SendError::WindowClosed { closed_at: told }) => assert_eq!(told, closed_at),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_counts_what_was_asked_as_handled() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.answers(thread.id, "¡hola!").await;
    let after = desk.thread("María").await;
    assert_eq!((after.inbound_count, after.handled_count), (1, 1));
    assert_eq!(after.last_text.as_deref(), Some("¡hola!"));
}

#[tokio::test]
async fn a_quoted_message_must_be_of_the_same_thread() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let other = desk.greeted(JOAO, "wamid.2").await;
    let quoting = |message: Option<MessageId>| SendMessage {
        reply_to: message,
        ..text(thread.id, "sí")
    };
    send(&desk.ines(), quoting(thread.last_id)).await.unwrap();
    assert!(matches!(
        send(&desk.ines(), quoting(other.last_id)).await,
        Err(SendError::Refused(_))
    ));
    let stranger = send(&desk.ines(), quoting(Some(MessageId::new()))).await;
    assert!(matches!(stranger, Err(SendError::Refused(_))));
}

/// A message in this state.
async fn message_in(desk: &Desk, thread: ConversationId, state: DeliveryState) -> MessageId {
    let id = desk.answers(thread, "¡hola!").await.view.id;
    let mut tx = desk.cx.begin().await.unwrap();
    let delivery = tx.deliveries().get(id).await.unwrap();
    tx.deliveries()
        .put(&[Delivery { state, ..delivery }])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn only_what_failed_is_sent_again_and_what_has_not_left_put_away() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await.id;
    let ines = desk.ines();
    for &state in DeliveryState::ALL {
        let id = message_in(&desk, thread, state).await;
        let put_away = discard(&ines, id).await;
        let may_be = matches!(
            state,
            DeliveryState::Queued | DeliveryState::Waiting | DeliveryState::Failed
        );
        assert_eq!(put_away.is_ok(), may_be, "{state}");
        let id = message_in(&desk, thread, state).await;
        match (state, retry(&ines, id, Retry::default()).await) {
            (DeliveryState::Failed, Ok(message)) => assert_eq!(message.view.id, id),
            (DeliveryState::Uncertain, Err(FailedError::ConfirmationNeeded)) => {
                retry(&ines, id, Retry::CONFIRMED).await.unwrap();
            }
            (_, Err(FailedError::NotFailed)) => continue,
            (state, other) => panic!("{state}: {other:?}"),
        }
        let delivery = desk.delivery(id).await;
        assert_eq!(
            (delivery.state, delivery.attempts, delivery.epoch),
            (DeliveryState::Queued, 0, None)
        );
    }
    let inbound = desk.messages(thread).await.remove(0).id;
    assert!(matches!(
        retry(&ines, inbound, Retry::CONFIRMED).await,
        Err(FailedError::NotFailed)
    ));
}

#[tokio::test]
async fn what_is_put_away_is_never_sent() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await.id;
    let id = message_in(&desk, thread, DeliveryState::Failed).await;
    discard(&desk.ines(), id).await.unwrap();
    assert!(matches!(
        retry(&desk.ines(), id, Retry::CONFIRMED).await,
        Err(FailedError::NotFailed)
    ));
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 0);
    assert!(desk.taken().is_empty());
}
