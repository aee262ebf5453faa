//! Transactions: all or nothing, told afterwards, safe to give up half way.

use crate::house::{House, NOW, contact};
use aldaba_storage::{CommitHook, Committed, NewEvent, Tx};
use domain::{Actor, ContactId, EventKind, Origin};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::Database;

fn event() -> NewEvent {
    NewEvent {
        at: NOW,
        actor: Actor::System,
        request_id: None,
        origin: Origin::Live,
        kind: EventKind::ContactUpdated {
            contact_id: ContactId::new(),
        },
    }
}

async fn put_contact(tx: &mut Tx) -> ContactId {
    let contact = contact("María");
    tx.contacts()
        .put(std::slice::from_ref(&contact))
        .await
        .unwrap();
    contact.id
}

#[tokio::test]
async fn what_is_not_committed_never_was() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let mut tx = house.begin().await;
    let id = put_contact(&mut tx).await;
    tx.insert_job("test.v1", "key", "{}", NOW).await.unwrap();
    tx.lanes().advance(7, 0, 3).await.unwrap();
    tx.emit(event());
    drop(tx);
    let mut tx = house.begin().await;
    assert!(tx.contacts().get(id).await.is_err());
    assert_eq!(tx.event_seq().await.unwrap(), 0);
    drop(tx);
    let mut system = store.system().await.unwrap();
    assert!(system.claim_jobs(NOW, NOW, 10).await.unwrap().is_empty());
    assert!(system.lane_positions().await.unwrap().is_empty());
}

/// Tells what the hook heard.
fn listening() -> (CommitHook, Arc<Mutex<Vec<Committed>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let hook: CommitHook =
        Arc::new(move |committed: &Committed| ears.lock().unwrap().push(committed.clone()));
    (hook, heard)
}

#[tokio::test]
async fn the_house_is_told_what_a_commit_left() {
    let database = Database::fresh().await;
    let (hook, heard) = listening();
    let store = database.open_with(Some(hook)).await;
    let house = House::build(&store).await;
    heard.lock().unwrap().clear();

    let mut silent = house.begin().await;
    put_contact(&mut silent).await;
    silent.commit().await.unwrap();
    assert!(
        heard.lock().unwrap().is_empty(),
        "nothing to look at, nothing told"
    );

    let mut dropped = house.begin().await;
    dropped.emit(event());
    dropped.wake_line(house.line);
    drop(dropped);
    assert!(
        heard.lock().unwrap().is_empty(),
        "what did not happen is not told"
    );

    let mut tx = house.begin().await;
    tx.emit(event());
    tx.emit(event());
    tx.wake_line(house.line);
    tx.wake_line(house.line);
    tx.insert_job("test.v1", "key", "{}", NOW).await.unwrap();
    tx.routes_changed();
    assert!(
        heard.lock().unwrap().is_empty(),
        "nothing is told before the commit"
    );
    tx.commit().await.unwrap();
    let told = Committed {
        organization: house.organization,
        event_seq: Some(2),
        lines: vec![house.line],
        jobs: true,
        routes: true,
    };
    assert_eq!(*heard.lock().unwrap(), [told]);
}

/// sqlx 0.9.0 gives a connection with an open transaction back when its `begin` is dropped half
/// way; writes that follow on it would be lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn giving_up_while_beginning_costs_no_later_write() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    for step in 0..200_u64 {
        // From "not even asked" to "almost there".
        let patience = Duration::from_micros(step * 7);
        let _ = tokio::time::timeout(patience, store.begin(house.organization)).await;
        let _ = tokio::time::timeout(patience, store.read(house.organization)).await;
        let _ = tokio::time::timeout(patience, store.system()).await;
    }
    let mut written = Vec::new();
    for _ in 0..200 {
        let mut tx = house.begin().await;
        written.push(put_contact(&mut tx).await);
        tx.commit().await.unwrap();
    }
    // Another process is who tells whether they are there.
    let elsewhere = database.open().await;
    let mut tx = elsewhere.read(house.organization).await.unwrap();
    for id in written {
        tx.contacts().get(id).await.unwrap();
    }
}

#[tokio::test]
async fn a_failed_statement_leaves_nothing_of_its_transaction() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let conversation = house.conversation("María").await;
    let mut tx = house.begin().await;
    let id = put_contact(&mut tx).await;
    let twin = crate::house::conversation(house.line, conversation.contact_id);
    assert!(
        tx.conversations().put(&[twin]).await.is_err(),
        "one thread a line and contact"
    );
    drop(tx);
    assert!(house.begin().await.contacts().get(id).await.is_err());
}

#[tokio::test]
async fn those_who_share_a_commit_keep_their_own_and_lose_nobody_elses() {
    let database = Database::fresh().await;
    let (hook, heard) = listening();
    let store = database.open_with(Some(hook)).await;
    let house = House::build(&store).await;
    heard.lock().unwrap().clear();
    // Whoever holds the writer makes the others wait, and so share.
    let held = house.begin().await;
    let writers: Vec<_> = (0..30)
        .map(|nth| {
            let (store, organization) = (store.clone(), house.organization);
            tokio::spawn(async move {
                let mut tx = store.begin_shared(organization).await.unwrap();
                let id = put_contact(&mut tx).await;
                tx.emit(event());
                match nth % 3 {
                    0 => drop(tx),
                    _ => tx.commit().await.unwrap(),
                }
                (nth, id)
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(held);
    for writer in writers {
        let (nth, id) = writer.await.unwrap();
        let mut tx = house.begin().await;
        let kept = tx.contacts().get(id).await.is_ok();
        assert_eq!(kept, nth % 3 != 0, "{nth}");
    }
    let mut tx = house.begin().await;
    assert_eq!(tx.event_seq().await.unwrap(), 20);
    let told: Vec<i64> = heard
        .lock()
        .unwrap()
        .iter()
        .filter_map(|it| it.event_seq)
        .collect();
    assert_eq!(told.len(), 20);
}

#[tokio::test]
async fn who_goes_away_while_it_waits_or_works_holds_nobody_up() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    for _ in 0..20 {
        let held = house.begin().await;
        let (one, organization) = (store.clone(), house.organization);
        let waits = tokio::spawn(async move {
            let mut tx = one.begin_shared(organization).await.unwrap();
            put_contact(&mut tx).await;
            std::future::pending::<()>().await;
            drop(tx);
        });
        tokio::time::sleep(Duration::from_millis(2)).await;
        drop(held);
        tokio::task::yield_now().await;
        waits.abort();
        let mut tx = store.begin_shared(house.organization).await.unwrap();
        let id = put_contact(&mut tx).await;
        tx.commit().await.unwrap();
        let mut tx = store.read(house.organization).await.unwrap();
        assert!(tx.contacts().get(id).await.is_ok());
    }
}
