//! The journal: in order, without gaps, on disk before anybody is told so.

use crate::house::NOW;
use aldaba_storage::journal::{Lane, NewRow};
use aldaba_storage::{Error, Store};
use domain::{LineId, OrganizationId, Origin, Time};
use jiff::SignedDuration;
use std::collections::HashMap;
use testkit::Database;

fn row(lane: &Lane, body: impl Into<Vec<u8>>, received_at: Time) -> NewRow {
    NewRow {
        lane: lane.clone(),
        organization: Some(OrganizationId::new()),
        origin: Origin::Live,
        received_at,
        body: body.into(),
    }
}

/// Every row of a lane: its number and what it says.
async fn said(store: &Store, lane: &Lane) -> Vec<(i64, String)> {
    let lanes = store.journal().lanes().await.unwrap();
    let Some(state) = lanes.into_iter().find(|state| state.lane == *lane) else {
        return Vec::new();
    };
    let rows = store.journal().rows(state.id, 0, i64::MAX).await.unwrap();
    assert_eq!(rows.last().map_or(0, |row| row.seq), state.last_seq);
    rows.into_iter()
        .map(|row| (row.seq, String::from_utf8(row.body).unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gaps_and_each_sender_keeps_its_order() {
    let database = Database::fresh().await;
    let store = database.open().await;
    // A second node writes into the same lanes.
    let other = database.open().await;
    let lanes = [Lane::LineLive(LineId::new()), Lane::LineLive(LineId::new())];
    let mut senders = Vec::new();
    for sender in 0..8 {
        let node = if sender % 2 == 0 {
            store.clone()
        } else {
            other.clone()
        };
        let lanes = lanes.clone();
        senders.push(tokio::spawn(async move {
            for number in 0..25 {
                // One request has rows for both lanes, and two for the first.
                let text = format!("{sender} {number}");
                let rows = vec![
                    row(&lanes[0], format!("{text} a"), NOW),
                    row(&lanes[1], format!("{text} a"), NOW),
                    row(&lanes[0], format!("{text} b"), NOW),
                ];
                node.journal().append(rows).await.unwrap();
            }
        }));
    }
    for sender in senders {
        sender.await.unwrap();
    }
    for (lane, count) in lanes.iter().zip([400, 200]) {
        let rows = said(&store, lane).await;
        let numbers: Vec<i64> = rows.iter().map(|(seq, _)| *seq).collect();
        assert_eq!(numbers, (1..=count).collect::<Vec<i64>>());
        let mut last: HashMap<String, (u32, String)> = HashMap::new();
        for (_, text) in rows {
            let parts: Vec<&str> = text.split(' ').collect();
            let place = (parts[1].parse().unwrap(), parts[2].to_owned());
            let before = last.insert(parts[0].to_owned(), place.clone());
            assert!(
                before.is_none_or(|before| before < place),
                "{text} came after a later one"
            );
        }
    }
}

#[tokio::test]
async fn a_request_is_kept_whole_and_told_to_listeners() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let mut told = store.journal().subscribe();
    let lane = Lane::LineBulk(LineId::new());
    let bytes = [0_u8, 255, 10, 0].to_vec();
    let rows = vec![row(&lane, bytes.clone(), NOW), row(&lane, "", NOW)];
    let organization = rows[0].organization;
    store.journal().append(rows).await.unwrap();
    let id = told.recv().await.unwrap();
    let state = store.journal().lane(id).await.unwrap();
    assert_eq!(
        (state.lane, state.organization, state.last_seq),
        (lane, organization, 2)
    );
    let rows = store.journal().rows(id, 0, 10).await.unwrap();
    assert_eq!(rows[0].body, bytes);
    assert_eq!((rows[0].origin, rows[0].received_at), (Origin::Live, NOW));
    assert!(rows[1].body.is_empty());
    let later = store.journal().rows(id, 1, 10).await.unwrap();
    assert_eq!(later.len(), 1);
    store.journal().append(Vec::new()).await.unwrap();
    store.journal().check().await.unwrap();
    assert!(matches!(
        store.journal().lane(id + 1).await,
        Err(Error::NotFound(_))
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn closing_writes_what_was_accepted_and_refuses_the_rest() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let lane = Lane::LineLive(LineId::new());
    let mut senders = Vec::new();
    for number in 0..200 {
        let (journal, row) = (
            store.journal().clone(),
            row(&lane, format!("{number}"), NOW),
        );
        senders.push(tokio::spawn(async move {
            (number, journal.append(vec![row]).await)
        }));
    }
    tokio::task::yield_now().await;
    store.close().await;
    let mut accepted = Vec::new();
    for sender in senders {
        match sender.await.unwrap() {
            (number, Ok(())) => accepted.push(format!("{number}")),
            (_, Err(error)) => assert!(error.is_unavailable(), "{error}"),
        }
    }
    let refused = store.journal().append(vec![row(&lane, "late", NOW)]).await;
    assert!(refused.is_err_and(|error| error.is_unavailable()));
    assert!(store.journal().check().await.is_err());
    let again = database.open().await;
    let mut kept: Vec<String> = said(&again, &lane)
        .await
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    kept.sort();
    accepted.sort();
    assert_eq!(kept, accepted, "acknowledged and kept are the same");
}

#[tokio::test]
async fn only_old_rows_that_were_worked_are_pruned() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (lane, other) = (Lane::LineLive(LineId::new()), Lane::LineLive(LineId::new()));
    let old = NOW.minus(SignedDuration::from_hours(48));
    let rows = (1..=10).map(|number| {
        let at = if number <= 6 { old } else { NOW };
        row(&lane, format!("{number}"), at)
    });
    let mut rows: Vec<NewRow> = rows.collect();
    rows.push(row(&other, "other", old));
    store.journal().append(rows).await.unwrap();
    let state = store
        .journal()
        .lanes()
        .await
        .unwrap()
        .into_iter()
        .find(|state| state.lane == lane)
        .unwrap();
    let before = NOW.minus(SignedDuration::from_hours(24));
    assert_eq!(
        store.journal().prune(state.id, 4, before, 3).await.unwrap(),
        3,
        "a few at a time"
    );
    assert_eq!(
        store.journal().prune(state.id, 4, before, 3).await.unwrap(),
        1,
        "worked and old"
    );
    assert_eq!(
        store
            .journal()
            .prune(state.id, 10, before, 100)
            .await
            .unwrap(),
        2,
        "new ones stay"
    );
    let left: Vec<i64> = said(&store, &lane)
        .await
        .into_iter()
        .map(|(seq, _)| seq)
        .collect();
    assert_eq!(left, [7, 8, 9, 10]);
    assert_eq!(said(&store, &other).await.len(), 1);
    store
        .journal()
        .append(vec![row(&lane, "11", NOW)])
        .await
        .unwrap();
    assert_eq!(
        said(&store, &lane).await.last().unwrap().0,
        11,
        "numbers are never used again"
    );
}
