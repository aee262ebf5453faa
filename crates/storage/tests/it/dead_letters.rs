//! Dead letters: one list over all lines, by cause; what somebody let be leaves it, until it moves.

use crate::house::{House, NOW, line};
use aldaba_storage::inbox::{DeadLetter, DeadLetterCount, DeadLetterFilter, Delivery, LettersFrom};
use domain::{DeliveryState, DoorKind, Failure, LineId, MessageId, Time};
use jiff::SignedDuration;
use testkit::Database;

fn minute(minutes: i64) -> Time {
    NOW.plus(SignedDuration::from_mins(minutes))
}

fn failure(code: Option<i64>, reason: &str) -> Option<String> {
    let failure = Failure {
        code,
        reason: reason.to_owned(),
        title: "Not sent".to_owned(),
        details: None,
        retryable: false,
    };
    serde_json::to_string(&failure).ok()
}

/// A message that failed at this minute.
async fn failed(house: &House, minutes: i64, failure: Option<String>) -> MessageId {
    let conversation = house.conversation("María").await;
    let message = house.queued(&conversation, 1, NOW).await;
    change(house, message, |delivery| {
        delivery.state = DeliveryState::Failed;
        delivery.failed_at = Some(minute(minutes));
        delivery.attempts = 1;
        delivery.failure = failure;
    })
    .await;
    message
}

/// A message that was handed over at this minute, under an older lease.
async fn interrupted(house: &House, minutes: i64) -> MessageId {
    let conversation = house.conversation("João").await;
    let message = house.queued(&conversation, 1, NOW).await;
    let mut tx = house.begin().await;
    let queue = tx.queue(house.line);
    queue.start(&[message], 1, minute(minutes)).await.unwrap();
    let told = failure(None, "interrupted").unwrap();
    tx.queue(house.line).doubt(2, &told).await.unwrap();
    tx.commit().await.unwrap();
    message
}

async fn change(house: &House, message: MessageId, change: impl FnOnce(&mut Delivery)) {
    let mut tx = house.begin().await;
    let mut delivery = tx.deliveries().get(message).await.unwrap();
    change(&mut delivery);
    tx.deliveries().put(&[delivery]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn page(
    house: &House,
    filter: &DeadLetterFilter,
    from: LettersFrom,
    limit: i64,
) -> Vec<DeadLetter> {
    let mut tx = house.read().await;
    tx.dead_letters().list(filter, from, limit).await.unwrap()
}

async fn ids(house: &House, filter: &DeadLetterFilter) -> Vec<MessageId> {
    let page = page(house, filter, LettersFrom::Newest, 100).await;
    page.into_iter().map(|it| it.message_id).collect()
}

fn waiting() -> DeadLetterFilter {
    DeadLetterFilter::default()
}

fn dismissed() -> DeadLetterFilter {
    DeadLetterFilter {
        dismissed: true,
        ..waiting()
    }
}

/// Another line of the same house.
async fn second_line(house: &House) -> House {
    let mut tx = house.begin().await;
    let (line, door) = line(&mut tx, house.queue, house.app).await;
    tx.commit().await.unwrap();
    House {
        line,
        door,
        ..house.clone()
    }
}

#[tokio::test]
async fn what_failed_and_what_is_uncertain_stands_in_one_list_in_pages_both_ways() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let first = failed(&house, 1, failure(Some(131_026), "refused")).await;
    let doubted = interrupted(&house, 2).await;
    let last = failed(&house, 3, None).await;
    house.queued(&house.conversation("Ana").await, 1, NOW).await;
    let away = failed(&house, 4, None).await;
    change(&house, away, |it| it.state = DeliveryState::Discarded).await;

    let all = page(&house, &waiting(), LettersFrom::Newest, 2).await;
    let told: Vec<_> = all
        .iter()
        .map(|it| (it.message_id, it.cause.as_str(), it.state, it.attempts))
        .collect();
    assert_eq!(
        told,
        [
            (last, "unknown", DeliveryState::Failed, 1),
            (doubted, "interrupted", DeliveryState::Uncertain, 1),
        ]
    );
    assert_eq!(all[1].dead_at, minute(2));
    let after = LettersFrom::Before(all[1].dead_at, all[1].message_id);
    let rest = page(&house, &waiting(), after, 2).await;
    assert_eq!(rest.len(), 1);
    assert_eq!(
        (rest[0].message_id, rest[0].cause.as_str()),
        (first, "131026")
    );
    let oldest = page(&house, &waiting(), LettersFrom::Oldest, 1).await;
    assert_eq!(oldest[0].message_id, first);
    let on = LettersFrom::After(oldest[0].dead_at, first);
    let newer = page(&house, &waiting(), on, 5).await;
    let newer: Vec<_> = newer.iter().map(|it| it.message_id).collect();
    assert_eq!(newer, [doubted, last]);
    let mut tx = house.read().await;
    let count = tx.dead_letters().count(&waiting(), on, 5).await.unwrap();
    assert_eq!(count, 2);
}

#[tokio::test]
async fn letters_are_filtered_and_counted_by_line_cause_and_time() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let other = second_line(&house).await;
    let here = failed(&house, 1, failure(Some(131_026), "refused")).await;
    let same = failed(&house, 2, failure(Some(131_026), "refused")).await;
    let there = failed(&other, 3, failure(Some(131_047), "refused")).await;
    let of = |line: LineId| DeadLetterFilter {
        line: Some(line),
        ..waiting()
    };
    assert_eq!(ids(&house, &of(house.line)).await, [same, here]);
    assert_eq!(ids(&house, &of(other.line)).await, [there]);
    let unreachable = DeadLetterFilter {
        cause: Some("131026".to_owned()),
        ..waiting()
    };
    assert_eq!(ids(&house, &unreachable).await, [same, here]);
    let between = DeadLetterFilter {
        since: Some(minute(2)),
        until: Some(minute(3)),
        ..waiting()
    };
    assert_eq!(ids(&house, &between).await, [same], "until is not included");
    let mut tx = house.read().await;
    let counts = tx.dead_letters().counts(&waiting(), 100).await.unwrap();
    let group = |line_id, cause: &str, count| DeadLetterCount {
        line_id,
        door: DoorKind::Cloud,
        cause: cause.to_owned(),
        count,
    };
    assert_eq!(
        counts,
        [
            group(house.line, "131026", 2),
            group(other.line, "131047", 1)
        ]
    );
    let few = tx.dead_letters().counts(&waiting(), 1).await.unwrap();
    assert_eq!(few.iter().map(|it| it.count).sum::<i64>(), 1, "bounded");
}

#[tokio::test]
async fn what_somebody_let_be_leaves_the_list_and_comes_back_once() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let (one, two) = (failed(&house, 1, None).await, failed(&house, 2, None).await);
    let sound = house.queued(&house.conversation("Ana").await, 1, NOW).await;
    let mut tx = house.begin().await;
    let moved = tx.dead_letters().dismiss(&[one, sound], NOW).await.unwrap();
    assert_eq!(moved.len(), 1, "what waits to be sent can't be let be");
    let again = tx.dead_letters().dismiss(&[one], NOW).await.unwrap();
    assert_eq!(again, [], "it was let be already");
    let stand = tx.dead_letters().standing(&[one, two], true).await.unwrap();
    assert_eq!(stand, [one]);
    tx.commit().await.unwrap();
    assert_eq!(ids(&house, &waiting()).await, [two]);
    assert_eq!(ids(&house, &dismissed()).await, [one]);
    let mut tx = house.begin().await;
    assert_eq!(
        tx.deliveries().get(one).await.unwrap().state,
        DeliveryState::Failed
    );
    assert_eq!(
        tx.dead_letters().restore(&[one, two]).await.unwrap().len(),
        1
    );
    tx.commit().await.unwrap();
    assert_eq!(ids(&house, &waiting()).await, [two, one]);
}

#[tokio::test]
async fn another_state_or_another_try_ends_that_it_was_let_be() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let doubted = interrupted(&house, 1).await;
    let mut tx = house.begin().await;
    tx.dead_letters().dismiss(&[doubted], NOW).await.unwrap();
    tx.commit().await.unwrap();
    change(&house, doubted, |delivery| delivery.attempts = 2).await;
    assert_eq!(ids(&house, &dismissed()).await, [doubted], "still the same");
    change(&house, doubted, |delivery| {
        delivery.reach(DeliveryState::Failed, minute(5));
    })
    .await;
    assert_eq!(ids(&house, &waiting()).await, [doubted], "now it is known");

    let mut tx = house.begin().await;
    tx.dead_letters().dismiss(&[doubted], NOW).await.unwrap();
    let mut delivery = tx.deliveries().get(doubted).await.unwrap();
    delivery.door = DoorKind::Lite;
    tx.deliveries().requeue(&delivery).await.unwrap();
    let queued = tx.deliveries().get(doubted).await.unwrap();
    assert_eq!(
        (queued.state, queued.door),
        (DeliveryState::Queued, DoorKind::Lite)
    );
    assert_eq!(
        tx.messages().get(doubted).await.unwrap().door,
        DoorKind::Lite
    );
    tx.commit().await.unwrap();
    change(&house, doubted, |delivery| {
        delivery.reach(DeliveryState::Failed, minute(6));
    })
    .await;
    let again = page(&house, &waiting(), LettersFrom::Newest, 5).await;
    assert_eq!(again.len(), 1, "nobody let this failure be");
    assert_eq!(again[0].cause, "unknown", "the earlier cause is gone");
}

#[tokio::test]
async fn another_organization_s_letters_are_not_there() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ours = House::build(&store).await;
    let theirs = House::build(&store).await;
    let letter = failed(&theirs, 1, None).await;
    assert_eq!(ids(&ours, &waiting()).await, []);
    let mut tx = ours.begin().await;
    assert_eq!(tx.dead_letters().counts(&waiting(), 9).await.unwrap(), []);
    let moved = tx.dead_letters().dismiss(&[letter], NOW).await.unwrap();
    assert_eq!(moved, []);
    tx.commit().await.unwrap();
    assert_eq!(ids(&theirs, &waiting()).await, [letter]);
}
