//! Events: in the order of their commits, without gaps, read by a cursor.

use crate::house::{House, NOW};
use aldaba_storage::system::Aging;
use aldaba_storage::{EventPage, NewEvent, Store};
use domain::{Actor, ContactId, Event, EventKind, Origin, Time};
use std::collections::BTreeSet;
use testkit::Database;

fn event(at: Time) -> NewEvent {
    NewEvent {
        at,
        actor: Actor::Api {
            name: "CRM".to_owned(),
        },
        request_id: Some("req_1".to_owned()),
        origin: Origin::Replay,
        kind: EventKind::ContactUpdated {
            contact_id: ContactId::new(),
        },
    }
}

async fn emit(house: &House, events: Vec<NewEvent>) {
    let mut tx = house.begin().await;
    for event in events {
        tx.emit(event);
    }
    tx.commit().await.unwrap();
}

async fn after(house: &House, cursor: i64, limit: i64) -> Option<Vec<Event>> {
    match house
        .read()
        .await
        .events_after(cursor, limit)
        .await
        .unwrap()
    {
        EventPage::Events(events) => Some(events),
        EventPage::TooOld => None,
    }
}

fn numbers(events: &[Event]) -> Vec<i64> {
    events.iter().map(|event| event.seq).collect()
}

#[tokio::test]
async fn events_read_as_they_were_written() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let written = event(NOW);
    emit(&house, vec![written.clone()]).await;
    let read = after(&house, 0, 10).await.unwrap().remove(0);
    assert_eq!(read.seq, 1);
    assert_eq!(
        (read.at, read.actor, read.kind),
        (written.at, written.actor, written.kind)
    );
    assert_eq!(
        (read.request_id, read.origin),
        (written.request_id, written.origin)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_follows_the_cursor_sees_every_event_once() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let other = House::build(&store).await;
    let mut writers = Vec::new();
    for _ in 0..6 {
        let (house, other) = (house.clone(), other.clone());
        writers.push(tokio::spawn(async move {
            for size in 0..20 {
                emit(&house, (0..=size % 3).map(|_| event(NOW)).collect()).await;
                emit(&other, vec![event(NOW)]).await;
            }
        }));
    }
    let mut seen = BTreeSet::new();
    let mut cursor = 0;
    let wanted: i64 = 6 * (0..20).map(|size| size % 3 + 1).sum::<i64>();
    while cursor < wanted {
        let page = after(&house, cursor, 7)
            .await
            .expect("no cursor is ever too old here");
        for event in page {
            assert_eq!(event.seq, cursor + 1, "nothing appears behind the cursor");
            cursor = event.seq;
            assert!(seen.insert(event.kind.name().to_owned() + &format!("{:?}", event.kind)));
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(house.read().await.event_seq().await.unwrap(), wanted);
    assert_eq!(other.read().await.event_seq().await.unwrap(), 120);
}

#[tokio::test]
async fn a_snapshot_stands_at_one_moment() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    emit(&house, vec![event(NOW)]).await;
    let mut snapshot = house.read().await;
    let as_of = snapshot.event_seq().await.unwrap();
    emit(&house, vec![event(NOW)]).await;
    assert_eq!(snapshot.event_seq().await.unwrap(), as_of);
    let EventPage::Events(events) = snapshot.events_after(0, 10).await.unwrap() else {
        panic!("nothing was removed")
    };
    assert_eq!(numbers(&events), [1]);
    drop(snapshot);
    assert_eq!(numbers(&after(&house, as_of, 10).await.unwrap()), [2]);
}

async fn forget(store: &Store, before: Time) {
    let mut tx = store.system().await.unwrap();
    tx.remove_aged(Aging::Events, before, 100).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_cursor_without_an_unbroken_row_after_it_is_told_so() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    assert_eq!(
        after(&house, 0, 10).await,
        Some(Vec::new()),
        "nothing happened yet"
    );
    let at = |second| Time::from_seconds(second);
    // The fifth began before the fourth and was committed after it.
    for second in [1, 2, 3, 5, 4, 6] {
        emit(&house, vec![event(at(second))]).await;
    }
    forget(&store, at(3)).await;
    assert_eq!(after(&house, 0, 10).await, None);
    assert_eq!(after(&house, 1, 10).await, None);
    assert_eq!(numbers(&after(&house, 2, 10).await.unwrap()), [3, 4, 5, 6]);
    forget(&store, at(5)).await;
    assert_eq!(after(&house, 2, 10).await, None, "3 is gone");
    assert_eq!(
        after(&house, 3, 10).await,
        None,
        "5 is gone though 4 is there"
    );
    assert_eq!(numbers(&after(&house, 5, 10).await.unwrap()), [6]);
    assert_eq!(after(&house, 6, 10).await, Some(Vec::new()));
    assert_eq!(
        after(&house, 7, 10).await,
        None,
        "the future is of another database"
    );
    forget(&store, at(60)).await;
    assert_eq!(after(&house, 5, 10).await, None);
    assert_eq!(
        after(&house, 6, 10).await,
        Some(Vec::new()),
        "who saw all of it may go on"
    );
}
