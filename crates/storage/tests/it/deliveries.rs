//! Deliveries: claimed in order, never twice, doubted when their sender was interrupted.

use crate::house::{House, NOW};
use aldaba_storage::Error;
use aldaba_storage::inbox::{Conversation, Delivery, Due};
use aldaba_storage::{Result, Tx};
use domain::{DeliveryState, DoorKind, MessageId, SenderKind, Time};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use testkit::Database;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn at(now: Time) -> Due {
    Due {
        now,
        horizon: now.plus(MINUTE),
        doubt_from: now.minus(MINUTE),
        limit: 16,
    }
}

/// What the dispatcher does under the line's lease.
async fn take(tx: &mut Tx, house: &House, epoch: i64, due: Due) -> Result<Vec<MessageId>> {
    tx.queue(house.line).fence(epoch).await?;
    tx.queue(house.line).ripen(due.now).await?;
    let found = tx.queue(house.line).due(DoorKind::Cloud, due).await?;
    let ids: Vec<MessageId> = found.iter().map(|it| it.message_id).collect();
    tx.queue(house.line).start(&ids, epoch, due.now).await?;
    Ok(ids)
}

async fn claim(house: &House, epoch: i64, now: Time) -> Vec<MessageId> {
    let mut tx = house.begin().await;
    let ids = take(&mut tx, house, epoch, at(now)).await.unwrap();
    let claimed = tx.deliveries().list(&ids).await.unwrap();
    tx.commit().await.unwrap();
    assert!(claimed.iter().all(|delivery| {
        delivery.state == DeliveryState::Sending
            && delivery.epoch == Some(epoch)
            && delivery.sending_at == Some(now)
    }));
    ids
}

/// What became of a delivery, as the dispatcher or a status writes it.
async fn set(house: &House, message: MessageId, change: impl FnOnce(&mut Delivery)) {
    let mut tx = house.begin().await;
    let mut delivery = tx.deliveries().get(message).await.unwrap();
    change(&mut delivery);
    tx.deliveries().put(&[delivery]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn reach(house: &House, message: MessageId, state: DeliveryState) {
    set(house, message, |delivery| {
        delivery.reach(state, NOW);
    })
    .await;
}

async fn state(house: &House, message: MessageId) -> Delivery {
    house.begin().await.deliveries().get(message).await.unwrap()
}

async fn chat(house: &House, due: &[Time]) -> (Conversation, Vec<MessageId>) {
    let conversation = house.conversation("María").await;
    let mut messages = Vec::new();
    for (position, &due) in (1..).zip(due) {
        messages.push(house.queued(&conversation, position, due).await);
    }
    (conversation, messages)
}

#[tokio::test]
async fn a_conversation_s_messages_go_one_after_the_other() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (_, first) = chat(&house, &[NOW, NOW, NOW]).await;
    let (_, second) = chat(&house, &[NOW, NOW]).await;
    let claimed: BTreeSet<_> = claim(&house, 1, NOW).await.into_iter().collect();
    assert_eq!(
        claimed,
        BTreeSet::from([first[0], second[0]]),
        "the oldest of each"
    );
    assert!(
        claim(&house, 1, NOW).await.is_empty(),
        "the others wait while they are being sent"
    );
    reach(&house, first[0], DeliveryState::Sent).await;
    assert_eq!(claim(&house, 1, NOW).await, [first[1]]);
    reach(&house, first[1], DeliveryState::Failed).await;
    assert_eq!(
        claim(&house, 1, NOW).await,
        [first[2]],
        "a failure holds nobody"
    );
}

/// It met an obstacle, and is tried again at `due`.
async fn wait(house: &House, message: MessageId, due: Time, failure: Option<&str>) {
    set(house, message, |delivery| {
        delivery.state = DeliveryState::Waiting;
        delivery.due_at = due;
        delivery.failure = failure.map(str::to_owned);
    })
    .await;
}

#[tokio::test]
async fn what_is_tried_soon_holds_the_later_ones_and_what_cools_or_was_scheduled_does_not() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (_, soon) = chat(&house, &[NOW, NOW]).await;
    let (_, later) = chat(&house, &[NOW, NOW]).await;
    let (_, scheduled) = chat(&house, &[NOW, NOW]).await;
    wait(&house, soon[0], NOW.plus(MINUTE), Some("{}")).await;
    wait(&house, later[0], NOW.plus(HOUR), Some("{}")).await;
    wait(&house, scheduled[0], NOW.plus(MINUTE), None).await;
    let claimed: BTreeSet<_> = claim(&house, 1, NOW).await.into_iter().collect();
    assert_eq!(claimed, BTreeSet::from([later[1], scheduled[1]]));
    let pending = house.begin().await.queue(house.line).pending().await;
    let pending = pending.unwrap();
    assert_eq!(
        (pending.queued, pending.next),
        (true, Some(NOW.plus(MINUTE)))
    );
    let ripe: BTreeSet<_> = claim(&house, 1, NOW.plus(MINUTE))
        .await
        .into_iter()
        .collect();
    assert_eq!(ripe, BTreeSet::from([soon[0], scheduled[0]]));
}

#[tokio::test]
async fn people_go_before_bots_before_campaigns() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let mut expected = Vec::new();
    for sender in [SenderKind::Member, SenderKind::Bot, SenderKind::Campaign] {
        expected.push((sender, chat(&house, &[NOW]).await.1[0]));
    }
    for (index, (sender, message)) in expected.iter().rev().enumerate() {
        let delivery = state(&house, *message).await;
        let again = Delivery {
            sender: *sender,
            priority: sender.priority().into(),
            // Campaigns were there first.
            turn: NOW.plus(SignedDuration::from_secs(i64::try_from(index).unwrap())),
            ..delivery
        };
        let mut tx = house.begin().await;
        tx.deliveries().put(&[again]).await.unwrap();
        tx.commit().await.unwrap();
    }
    let order: Vec<MessageId> = expected.into_iter().map(|(_, message)| message).collect();
    assert_eq!(claim(&house, 1, NOW).await, order);
}

#[tokio::test]
async fn a_conversation_with_much_to_say_lets_others_come_between() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (talkative, _) = chat(&house, &[NOW]).await;
    let (quiet, _) = chat(&house, &[]).await;
    let mut tx = house.begin().await;
    let next = tx.next_turn(talkative.id, NOW).await.unwrap();
    assert_eq!(next, NOW.plus(SignedDuration::from_secs(1)));
    assert_eq!(tx.next_turn(quiet.id, NOW).await.unwrap(), NOW);
    let later = NOW.plus(HOUR);
    assert_eq!(tx.next_turn(talkative.id, later).await.unwrap(), later);
}

#[tokio::test]
async fn only_what_is_queued_is_ever_claimed() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    for &state in DeliveryState::ALL {
        let (_, messages) = chat(&house, &[NOW]).await;
        set(&house, messages[0], |delivery| {
            delivery.state = state;
            delivery.sending_at = Some(NOW);
        })
        .await;
        let claimed = claim(&house, 1, NOW.plus(HOUR)).await;
        assert_eq!(
            !claimed.is_empty(),
            // What waits has its time by then.
            matches!(state, DeliveryState::Queued | DeliveryState::Waiting),
            "{state}"
        );
    }
}

#[tokio::test]
async fn doubt_holds_a_conversation_for_a_while() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (_, messages) = chat(&house, &[NOW, NOW]).await;
    claim(&house, 1, NOW).await;
    set(&house, messages[0], |delivery| {
        delivery.state = DeliveryState::Uncertain;
    })
    .await;
    assert!(
        claim(&house, 1, NOW.plus(SignedDuration::from_secs(59)))
            .await
            .is_empty()
    );
    assert_eq!(claim(&house, 1, NOW.plus(MINUTE)).await, [messages[1]]);
}

#[tokio::test]
async fn a_takeover_doubts_what_the_one_before_was_sending() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (_, one) = chat(&house, &[NOW]).await;
    claim(&house, 1, NOW).await;
    let (_, two) = chat(&house, &[NOW]).await;
    claim(&house, 2, NOW).await;
    let mut tx = house.begin().await;
    let doubted = tx.queue(house.line).doubt(2, "{}").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        doubted
            .iter()
            .map(|delivery| delivery.message_id)
            .collect::<Vec<_>>(),
        one
    );
    let first = state(&house, one[0]).await;
    assert_eq!(
        (first.state, first.failure.as_deref()),
        (DeliveryState::Uncertain, Some("{}"))
    );
    assert_eq!(
        state(&house, two[0]).await.state,
        DeliveryState::Sending,
        "our own go on"
    );
    assert!(
        claim(&house, 2, NOW.plus(HOUR)).await.is_empty(),
        "doubt is never sent again"
    );
}

#[tokio::test]
async fn an_older_epoch_claims_nothing_any_more() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (_, messages) = chat(&house, &[NOW]).await;
    for (owner, at, epoch) in [("one", NOW, 1), ("two", NOW.plus(HOUR), 2)] {
        let mut tx = store.system().await.unwrap();
        let taken = tx
            .take_lease(house.line, owner, at, at.plus(MINUTE))
            .await
            .unwrap();
        assert_eq!(taken, Some(epoch));
        tx.commit().await.unwrap();
    }
    let mut tx = house.begin().await;
    let late = take(&mut tx, &house, 1, at(NOW)).await;
    assert!(matches!(late, Err(Error::Fenced)));
    drop(tx);
    assert_eq!(claim(&house, 2, NOW).await, messages);
}

#[tokio::test]
async fn a_retry_starts_anew_behind_the_others() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (conversation, messages) = chat(&house, &[NOW, NOW]).await;
    claim(&house, 1, NOW).await;
    set(&house, messages[0], |delivery| {
        delivery.reach(DeliveryState::Sent, NOW);
        delivery.reach(DeliveryState::Failed, NOW);
        delivery.failure = Some("{}".to_owned());
    })
    .await;
    let later = NOW.plus(HOUR);
    let again = Delivery::queued(messages[0], conversation.id, house.line, 3, later);
    let mut tx = house.begin().await;
    tx.deliveries().requeue(&again).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        state(&house, messages[0]).await,
        again,
        "nothing of the first attempt is left"
    );
    assert_eq!(claim(&house, 1, later).await, [messages[1]]);
}

/// Sends whatever is queued; tells what it sent, in order.
async fn send_all(house: &House) -> Vec<MessageId> {
    let mut sent = Vec::new();
    loop {
        let mut tx = house.begin().await;
        let few = Due {
            limit: 3,
            ..at(NOW)
        };
        let claimed = take(&mut tx, house, 1, few).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = house.begin().await;
        let pending = tx.queue(house.line).pending().await.unwrap();
        drop(tx);
        if claimed.is_empty() && !pending.queued {
            return sent;
        }
        for message in claimed {
            sent.push(message);
            reach(house, message, DeliveryState::Sent).await;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_claims_at_once_never_share_a_delivery_nor_its_order() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let other = database.open().await;
    let house = House::build(&store).await;
    let mut chats = Vec::new();
    for _ in 0..8 {
        chats.push(chat(&house, &[NOW; 5]).await.1);
    }
    let nodes = [store.clone(), other.clone(), store.clone(), other];
    let workers = nodes.map(|store| {
        let house = House {
            store,
            ..house.clone()
        };
        tokio::spawn(async move { send_all(&house).await })
    });
    let mut all = Vec::new();
    for worker in workers {
        let sent = worker.await.unwrap();
        for chat in &chats {
            let places: Vec<usize> = sent
                .iter()
                .filter_map(|id| chat.iter().position(|it| it == id))
                .collect();
            assert!(places.is_sorted(), "{places:?}");
        }
        all.extend(sent);
    }
    assert_eq!(all.len(), 40);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 40);
}

#[test]
fn states_only_ever_go_up_while_moments_are_filled_in() {
    let start = || {
        let chat = domain::ConversationId::new();
        Delivery::queued(MessageId::new(), chat, domain::LineId::new(), 1, NOW)
    };
    for &first in DeliveryState::ALL {
        for &second in DeliveryState::ALL {
            let mut delivery = start();
            delivery.reach(first, NOW);
            let before = delivery.clone();
            let changed = delivery.reach(second, NOW.plus(MINUTE));
            assert_eq!(changed, delivery != before, "{first} {second}");
            let moved = before.state.moves_to(second);
            assert_eq!(
                delivery.state,
                if moved { second } else { before.state },
                "{first} {second}"
            );
        }
    }
    let mut delivery = start();
    delivery.reach(DeliveryState::Read, NOW.plus(HOUR));
    assert!(delivery.reach(DeliveryState::Delivered, NOW.plus(MINUTE)));
    assert!(!delivery.reach(DeliveryState::Delivered, NOW));
    assert!(
        !delivery.reach(DeliveryState::Failed, NOW),
        "what was read has arrived"
    );
    assert_eq!(delivery.state, DeliveryState::Read);
    assert_eq!(
        (delivery.delivered_at, delivery.failed_at),
        (Some(NOW.plus(MINUTE)), None)
    );
}
