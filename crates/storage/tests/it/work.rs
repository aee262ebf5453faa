//! Jobs, lanes, leases and retention: who may work what, and what goes away.

use crate::house::{House, NOW};
use crate::rows::dump;
use aldaba_storage::inbox::{EarlyStatus, IdempotencyRecord};
use aldaba_storage::system::{Aging, LanePosition, Link, Session};
use aldaba_storage::{Error, Job, NewEvent, Store, TokenHash};
use domain::{
    Actor, ContactId, DeliveryState, EventKind, LineId, LinkId, LinkKind, Locale, Origin,
    SessionId, Time, UserId,
};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use testkit::Database;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn want(house: &House, key: &str, payload: &str, due_at: Time) {
    let mut tx = house.begin().await;
    tx.insert_job("test.v1", key, payload, due_at)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Claims what is due, for a minute.
async fn claim(store: &Store, now: Time) -> Vec<Job> {
    let mut tx = store.system().await.unwrap();
    let jobs = tx.claim_jobs(now, now.plus(MINUTE), 100).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

fn payloads(jobs: &[Job]) -> Vec<&str> {
    jobs.iter().map(|job| job.payload.as_str()).collect()
}

#[tokio::test]
async fn a_newer_wish_takes_the_place_of_one_that_waits() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    want(&house, "chat", "one", NOW.plus(HOUR)).await;
    want(&house, "chat", "two", NOW).await;
    want(&house, "chat", "three", NOW.plus(HOUR)).await;
    let jobs = claim(&store, NOW).await;
    assert_eq!(
        payloads(&jobs),
        ["three"],
        "the newest wish, at the earliest moment"
    );
    assert_eq!(
        (jobs[0].organization_id, jobs[0].attempts),
        (house.organization, 1)
    );
    // One that is being done does not know the newer wish: both are done.
    want(&house, "chat", "four", NOW).await;
    assert_eq!(payloads(&claim(&store, NOW).await), ["four"]);
}

#[tokio::test]
async fn a_job_that_nobody_finished_is_due_again() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    want(&house, "chat", "one", NOW).await;
    let first = claim(&store, NOW).await.remove(0);
    assert!(
        claim(&store, NOW.plus(SignedDuration::from_secs(59)))
            .await
            .is_empty()
    );
    let second = claim(&store, NOW.plus(MINUTE)).await.remove(0);
    assert_eq!((second.id, second.attempts), (first.id, 2));
    // The first one wakes up: what it has to say is not asked any more.
    let mut tx = house.begin().await;
    assert!(matches!(tx.remove_job(&first).await, Err(Error::Fenced)));
    assert!(matches!(
        tx.postpone_job(&first, Some(NOW), "late").await,
        Err(Error::Fenced)
    ));
    tx.remove_job(&second).await.unwrap();
    tx.commit().await.unwrap();
    assert!(claim(&store, NOW.plus(HOUR)).await.is_empty());
}

#[tokio::test]
async fn a_job_is_put_off_or_given_up() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    want(&house, "chat", "one", NOW).await;
    let job = claim(&store, NOW).await.remove(0);
    let mut tx = house.begin().await;
    tx.postpone_job(&job, Some(NOW.plus(HOUR)), "not yet")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(claim(&store, NOW.plus(MINUTE)).await.is_empty());
    // Meanwhile a newer wish of its key waits beside it.
    want(&house, "chat", "two", NOW).await;
    let job = claim(&store, NOW.plus(HOUR)).await;
    assert_eq!(
        payloads(&job).into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from(["one", "two"])
    );
    let mut tx = house.begin().await;
    for job in &job {
        tx.postpone_job(job, None, "no").await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(
        claim(&store, NOW.plus(HOUR * 100)).await.is_empty(),
        "given up for good"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_runners_never_get_the_same_job() {
    let database = Database::fresh().await;
    let (store, other) = (database.open().await, database.open().await);
    let house = House::build(&store).await;
    for number in 0..60 {
        want(&house, &format!("{number}"), "", NOW).await;
    }
    let mut runners = Vec::new();
    for node in [store.clone(), other.clone(), store, other] {
        runners.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let mut tx = node.system().await.unwrap();
                let jobs = tx.claim_jobs(NOW, NOW.plus(MINUTE), 4).await.unwrap();
                tx.commit().await.unwrap();
                assert!(jobs.len() <= 4, "no more than asked for");
                if jobs.is_empty() {
                    return mine;
                }
                mine.extend(jobs.into_iter().map(|job| job.id));
            }
        }));
    }
    let mut all = Vec::new();
    for runner in runners {
        all.extend(runner.await.unwrap());
    }
    assert_eq!(all.len(), 60);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 60);
}

async fn advance(house: &House, from: i64, to: i64) -> Result<(), Error> {
    let mut tx = house.begin().await;
    tx.lanes().advance(7, from, to).await?;
    tx.commit().await
}

async fn positions(store: &Store) -> Vec<LanePosition> {
    store
        .system_read()
        .await
        .unwrap()
        .lane_positions()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_lane_moves_from_where_it_stands_alone() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    assert!(
        matches!(advance(&house, 5, 9).await, Err(Error::Fenced)),
        "a new lane stands at 0"
    );
    assert!(positions(&store).await.is_empty());
    advance(&house, 0, 5).await.unwrap();
    assert!(
        matches!(advance(&house, 0, 5).await, Err(Error::Fenced)),
        "somebody was faster"
    );
    assert!(matches!(advance(&house, 4, 6).await, Err(Error::Fenced)));
    let attempts = |at| {
        let house = house.clone();
        async move {
            let mut tx = house.begin().await;
            let counted = tx.lanes().count_attempt(7, at).await?;
            tx.commit().await?;
            Ok::<_, Error>(counted)
        }
    };
    assert_eq!(attempts(5).await.unwrap(), 1);
    assert_eq!(attempts(5).await.unwrap(), 2);
    assert!(
        matches!(attempts(0).await, Err(Error::Fenced)),
        "that row was worked already"
    );
    assert_eq!(
        positions(&store).await,
        [LanePosition {
            lane_id: 7,
            seq: 5,
            attempts: 2
        }]
    );
    advance(&house, 5, 6).await.unwrap();
    assert_eq!(
        positions(&store).await,
        [LanePosition {
            lane_id: 7,
            seq: 6,
            attempts: 0
        }]
    );
}

#[tokio::test]
async fn a_lane_that_failed_at_its_first_row_moves_on_from_there() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let mut tx = house.begin().await;
    assert_eq!(tx.lanes().count_attempt(7, 0).await.unwrap(), 1);
    tx.commit().await.unwrap();
    advance(&house, 0, 1).await.unwrap();
    assert_eq!(
        positions(&store).await,
        [LanePosition {
            lane_id: 7,
            seq: 1,
            attempts: 0
        }]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_that_work_one_lane_one_wins_each_step() {
    let database = Database::fresh().await;
    let (store, other) = (database.open().await, database.open().await);
    let house = House::build(&store).await;
    for from in 0..20 {
        let one = House {
            store: store.clone(),
            ..house.clone()
        };
        let two = House {
            store: other.clone(),
            ..house.clone()
        };
        let (one, two) = tokio::join!(
            tokio::spawn(async move { advance(&one, from, from + 1).await }),
            tokio::spawn(async move { advance(&two, from, from + 1).await }),
        );
        let outcomes = [one.unwrap(), two.unwrap()];
        assert_eq!(
            outcomes.iter().filter(|done| done.is_ok()).count(),
            1,
            "step {from}"
        );
        assert!(
            outcomes
                .iter()
                .any(|done| matches!(done, Err(Error::Fenced))),
            "step {from}"
        );
    }
}

async fn lease(store: &Store, line: LineId, owner: &str, now: Time) -> Option<i64> {
    let mut tx = store.system().await.unwrap();
    let epoch = tx
        .take_lease(line, owner, now, now.plus(MINUTE))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    epoch
}

#[tokio::test]
async fn a_line_has_one_owner_and_each_new_one_a_new_epoch() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let line = LineId::new();
    assert_eq!(lease(&store, line, "one", NOW).await, Some(1));
    let half = NOW.plus(SignedDuration::from_secs(30));
    assert_eq!(lease(&store, line, "two", half).await, None, "held");
    assert_eq!(
        lease(&store, line, "one", half).await,
        Some(1),
        "renewed under the same epoch"
    );
    assert_eq!(
        lease(&store, line, "two", NOW.plus(MINUTE)).await,
        None,
        "held for longer now"
    );
    assert_eq!(
        lease(&store, line, "two", half.plus(MINUTE)).await,
        Some(2),
        "expired"
    );
    assert_eq!(lease(&store, line, "one", half.plus(MINUTE)).await, None);
    let mut tx = store.system().await.unwrap();
    tx.release_leases("two").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        lease(&store, line, "one", half.plus(MINUTE)).await,
        Some(3),
        "given back"
    );
    assert_eq!(
        lease(&store, LineId::new(), "two", NOW).await,
        Some(1),
        "each line by itself"
    );
}

#[tokio::test]
async fn a_folder_has_one_process_which_need_not_wait_for_a_dead_one() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let line = LineId::new();
    assert_eq!(lease(&store, line, "dead", NOW).await, Some(1));
    let alone = store.settle().await.unwrap();
    let other = database.open().await;
    if store.dialect() == "sqlite" {
        assert_eq!(lease(&store, line, "new", NOW).await, Some(2));
        let refused = other.settle().await.unwrap_err();
        assert!(refused.to_string().contains("another aldaba"), "{refused}");
        drop(alone);
        assert!(other.settle().await.unwrap().is_some());
    } else {
        assert!(alone.is_none() && other.settle().await.unwrap().is_none());
        assert_eq!(lease(&store, line, "new", NOW).await, None, "one of many");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_want_a_line_one_gets_it() {
    let database = Database::fresh().await;
    let (store, other) = (database.open().await, database.open().await);
    let line = LineId::new();
    for round in 0..10 {
        let now = NOW.plus(HOUR * round);
        let mut takers = Vec::new();
        for taker in 0..4 {
            let node = if taker % 2 == 0 {
                store.clone()
            } else {
                other.clone()
            };
            takers.push(tokio::spawn(async move {
                lease(&node, line, &format!("{round} {taker}"), now).await
            }));
        }
        let mut epochs = Vec::new();
        for taker in takers {
            epochs.extend(taker.await.unwrap());
        }
        assert_eq!(epochs, [i64::from(round) + 1]);
    }
}

/// Sessions and links of somebody, one old and one new.
async fn ageing_people(store: &Store) {
    let user = aldaba_storage::system::User {
        id: UserId::new(),
        email: domain::Email::parse("ines@talavera.example").unwrap(),
        name: "Inés".to_owned(),
        locale: Locale::Es,
        password: None,
        operator: false,
        created_at: NOW,
    };
    let mut tx = store.system().await.unwrap();
    tx.users().insert(&user).await.unwrap();
    for (word, at) in [("old", NOW.minus(HOUR)), ("new", NOW.plus(HOUR))] {
        let session = Session {
            id: SessionId::new(),
            user: user.id,
            user_agent: None,
            ip: None,
            created_at: at,
            last_seen_at: at,
            expires_at: at,
        };
        let token = TokenHash::of(word);
        tx.sessions().insert(&session, &token).await.unwrap();
        let link = Link {
            id: LinkId::new(),
            kind: LinkKind::SignIn,
            user: Some(user.id),
            created_at: at,
            expires_at: at,
            used_at: None,
        };
        tx.links().insert(&link, &token).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Everything else that ages, one old and one new.
async fn ageing(house: &House) {
    let conversation = house.conversation("María").await;
    let message_id = house.queued(&conversation, 1, NOW).await;
    for (word, at) in [("old", NOW.minus(HOUR)), ("new", NOW.plus(HOUR))] {
        let written_to = house.conversation(word).await.contact_id;
        let mut tx = house.begin().await;
        let counted = tx.count_portfolio_user("1", written_to, at);
        counted.await.unwrap();
        let record = IdempotencyRecord {
            body_hash: vec![1],
            message_id,
        };
        let used = tx.insert_idempotency_key("member", word, &record, at);
        used.await.unwrap();
        let status = EarlyStatus {
            key: word.to_owned(),
            state: DeliveryState::Sent,
            at,
            failure: None,
        };
        let statuses = tx.early_statuses(house.line);
        statuses.put(&[status], at).await.unwrap();
        tx.insert_job("test.v1", word, "{}", at).await.unwrap();
        tx.emit(NewEvent {
            at,
            actor: Actor::System,
            request_id: None,
            origin: Origin::Live,
            kind: EventKind::ContactUpdated {
                contact_id: ContactId::new(),
            },
        });
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn retention_takes_what_is_old_and_nothing_else() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    ageing_people(&store).await;
    ageing(&house).await;
    let before = dump(database.place()).await;
    let mut removed = Vec::new();
    for aging in Aging::ALL {
        let mut tx = store.system().await.unwrap();
        removed.push(tx.remove_aged(aging, NOW, 100).await.unwrap());
        tx.commit().await.unwrap();
    }
    // The old job still waits: only one that was given up is ever removed.
    assert_eq!(removed, [1, 1, 1, 1, 1, 0, 1, 1]);
    let after = dump(database.place()).await;
    let tables = [
        "events",
        "idempotency_keys",
        "early_statuses",
        "sessions",
        "links",
        "portfolio_users",
        "portfolio_hours",
    ];
    for (table, rows) in &before {
        let gone = rows.difference(&after[table]).count();
        assert_eq!(
            gone,
            usize::from(tables.contains(&table.as_str())),
            "{table}"
        );
        assert!(after[table].is_subset(rows), "{table}");
    }
}

#[tokio::test]
async fn retention_goes_step_by_step_and_takes_jobs_that_were_given_up() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    for number in 0..5 {
        want(&house, &format!("{number}"), "", NOW).await;
    }
    for job in claim(&store, NOW).await {
        let mut tx = house.begin().await;
        tx.postpone_job(&job, None, "no").await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut removed = Vec::new();
    for _ in 0..3 {
        let mut tx = store.system().await.unwrap();
        removed.push(
            tx.remove_aged(Aging::Jobs, NOW.plus(HOUR), 3)
                .await
                .unwrap(),
        );
        tx.commit().await.unwrap();
    }
    assert_eq!(removed, [3, 2, 0]);
}
