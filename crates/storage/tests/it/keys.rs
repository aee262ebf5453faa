//! Keys against doubles: of many who bring the same message, one wins.

use crate::house::{House, NOW, message};
use aldaba_storage::Error;
use aldaba_storage::inbox::{Conversation, IdempotencyRecord};
use domain::{Direction, MessageId};
use std::collections::HashSet;
use testkit::Database;

/// Brings these keys with a message each, and stores the messages that won.
async fn bring(
    house: &House,
    conversation: &Conversation,
    keys: &[String],
) -> Result<usize, Error> {
    let mut tx = house.store.begin(house.organization).await?;
    let records: Vec<_> = keys
        .iter()
        .map(|_| message(conversation.id, Direction::In, NOW))
        .collect();
    let pairs: Vec<_> = keys
        .iter()
        .cloned()
        .zip(records.iter().map(|record| record.id))
        .collect();
    let fresh = tx.message_keys(house.line).claim(&pairs).await?;
    let won: Vec<_> = pairs
        .iter()
        .zip(records)
        .filter_map(|((key, _), record)| fresh.contains(key).then_some(record))
        .collect();
    tx.messages().insert(&won).await?;
    tx.commit().await?;
    Ok(won.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_exactly_one_wins_each_key() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let other = database.open().await;
    let house = House::build(&store).await;
    let conversation = house.conversation("María").await;
    // More than one piece of an INSERT, and in another order each time.
    let keys: Vec<String> = (0..300).map(|number| format!("key {number}")).collect();
    let mut tasks = Vec::new();
    for turn in 0..6 {
        let node = if turn % 2 == 0 {
            store.clone()
        } else {
            other.clone()
        };
        let house = House {
            store: node,
            ..house.clone()
        };
        let (conversation, mut keys) = (conversation.clone(), keys.clone());
        keys.rotate_left(turn * 50);
        if turn % 2 == 1 {
            keys.reverse();
        }
        tasks.push(tokio::spawn(async move {
            bring(&house, &conversation, &keys).await.unwrap()
        }));
    }
    let mut won = 0;
    for task in tasks {
        won += task.await.unwrap();
    }
    assert_eq!(won, keys.len());
    let known = house
        .begin()
        .await
        .message_keys(house.line)
        .list(&keys)
        .await
        .unwrap();
    assert_eq!(known.len(), keys.len());
    assert_eq!(known.values().collect::<HashSet<_>>().len(), keys.len());
}

#[tokio::test]
async fn a_loser_that_gives_up_leaves_the_key_to_others() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let conversation = house.conversation("María").await;
    let keys = ["one".to_owned()];
    let mut tx = house.begin().await;
    let won = tx
        .message_keys(house.line)
        .claim(&[(keys[0].clone(), MessageId::new())])
        .await
        .unwrap();
    assert_eq!(won.len(), 1);
    drop(tx);
    assert_eq!(bring(&house, &conversation, &keys).await.unwrap(), 1);
    assert_eq!(bring(&house, &conversation, &keys).await.unwrap(), 0);
}

#[tokio::test]
async fn a_key_without_its_message_can_t_be_committed() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let mut tx = house.begin().await;
    tx.message_keys(house.line)
        .insert(&[("key".to_owned(), MessageId::new())])
        .await
        .unwrap();
    assert!(matches!(tx.commit().await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn a_caller_s_key_is_used_once() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let conversation = house.conversation("María").await;
    let id = house.queued(&conversation, 1, NOW).await;
    let record = IdempotencyRecord {
        body_hash: vec![1; 32],
        message_id: id,
    };
    let mut tx = house.begin().await;
    assert_eq!(
        tx.find_idempotency_key("member_1", "key").await.unwrap(),
        None
    );
    tx.insert_idempotency_key("member_1", "key", &record, NOW)
        .await
        .unwrap();
    tx.insert_idempotency_key("member_2", "key", &record, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = house.begin().await;
    assert_eq!(
        tx.find_idempotency_key("member_1", "key").await.unwrap(),
        Some(record.clone())
    );
    let again = tx
        .insert_idempotency_key("member_1", "key", &record, NOW)
        .await;
    assert!(matches!(again, Err(Error::Conflict(_))));
}
