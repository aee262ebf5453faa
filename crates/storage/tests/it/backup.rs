//! Backups: taken while others write, restored elsewhere, refused where they are not whole.

use crate::house::{House, NOW, message};
use crate::rows::dump;
use aldaba_storage::backup::{
    BackupError, Existing, Manifest, Order, Passphrase, back_up, read_keys, restore,
};
use aldaba_storage::inbox::Conversation;
use aldaba_storage::journal::{JournalRow, Lane, NewRow};
use aldaba_storage::{Error, Kek, KeyRing, Place, Store, Vault};
use domain::{Direction, Origin};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use testkit::Database;

fn order(folder: &Path) -> Order<'_> {
    Order {
        folder,
        product: "0.0.0",
        now: NOW,
        keys: None,
    }
}

fn passphrase() -> Passphrase {
    Passphrase::parse("correct horse battery staple").unwrap()
}

fn live(house: &House, body: &str) -> NewRow {
    NewRow {
        lane: Lane::LineLive(house.line),
        organization: Some(house.organization),
        origin: Origin::Live,
        received_at: NOW,
        body: body.as_bytes().to_vec(),
    }
}

/// What the ingest does, cut down: a row's body is the key of one message.
async fn work(
    house: &House,
    conversation: &Conversation,
    lane: i64,
    after: i64,
    rows: &[JournalRow],
) {
    let mut tx = house.begin().await;
    let bodies: BTreeSet<String> = rows
        .iter()
        .map(|row| String::from_utf8(row.body.clone()).unwrap())
        .collect();
    let messages: Vec<_> = bodies
        .iter()
        .map(|_| message(conversation.id, Direction::In, NOW))
        .collect();
    let keys: Vec<_> = bodies
        .into_iter()
        .zip(&messages)
        .map(|(body, message)| (body, message.id))
        .collect();
    let fresh = tx.message_keys(house.line).claim(&keys).await.unwrap();
    let fresh: Vec<_> = messages
        .into_iter()
        .zip(&keys)
        .filter_map(|(message, (key, _))| fresh.contains(key).then_some(message))
        .collect();
    tx.messages().insert(&fresh).await.unwrap();
    tx.lanes()
        .advance(lane, after, rows.last().unwrap().seq)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn position(store: &Store, lane: i64) -> i64 {
    let positions = store
        .system_read()
        .await
        .unwrap()
        .lane_positions()
        .await
        .unwrap();
    positions
        .iter()
        .find(|position| position.lane_id == lane)
        .map_or(0, |position| position.seq)
}

/// A house with a conversation, a sealed token and rows in the journal, one of them worked.
async fn lived_in(store: &Store, vault: &Vault) -> (House, Place, Vec<u8>) {
    let house = House::build(store).await;
    let conversation = house.conversation("María").await;
    house.queued(&conversation, 1, NOW).await;
    let place = Place::door_token(house.organization, house.door);
    let sealed = vault.seal(store, &place, NOW, b"EAAG").await.unwrap();
    let rows = vec![
        live(&house, "one"),
        live(&house, "two \u{fffd} \\ \t"),
        live(&house, "three"),
    ];
    store.journal().append(rows).await.unwrap();
    let lane = store.journal().lanes().await.unwrap()[0].id;
    let first = store.journal().rows(lane, 0, 1).await.unwrap();
    work(&house, &conversation, lane, 0, &first).await;
    (house, place, sealed)
}

/// A backup of a lived-in house, and the folder that it lies in.
async fn backed_up(database: &Database) -> (TempDir, PathBuf, Manifest) {
    let store = database.open().await;
    let vault = Vault::new(KeyRing::new(Kek::new("k1", [1; 32]), Vec::new()));
    lived_in(&store, &vault).await;
    let shelf = tempfile::tempdir().unwrap();
    let folder = shelf.path().join("backup");
    let manifest = back_up(database.place(), order(&folder)).await.unwrap();
    store.close().await;
    (shelf, folder, manifest)
}

#[tokio::test]
async fn a_restored_house_is_the_one_that_was_backed_up() {
    let (database, elsewhere) = (Database::fresh().await, Database::fresh().await);
    let store = database.open().await;
    let ring = KeyRing::new(Kek::new("k1", [1; 32]), Vec::new());
    let (_, place, sealed) = lived_in(&store, &Vault::new(ring.clone())).await;
    let shelf = tempfile::tempdir().unwrap();
    let folder = shelf.path().join("backup");
    let passphrase = passphrase();
    let with_keys = Order {
        keys: Some((&ring, &passphrase)),
        ..order(&folder)
    };
    let made = back_up(database.place(), with_keys).await.unwrap();
    assert!(made.has_keys());

    let restored = restore(&folder, elsewhere.place(), Existing::Refuse)
        .await
        .unwrap();
    assert_eq!(restored, made);
    assert_eq!(dump(elsewhere.place()).await, dump(database.place()).await);
    let there = elsewhere.open().await;
    there.check_isolation().await.unwrap();
    let keys = read_keys(&folder, &passphrase).await.unwrap();
    let opened = Vault::new(keys)
        .open_text(&there, &place, &sealed)
        .await
        .unwrap();
    assert_eq!(opened.as_str(), "EAAG");
    // What knocks next gets a lane and a number that nobody had.
    let other = House::build(&there).await;
    there
        .journal()
        .append(vec![live(&other, "four")])
        .await
        .unwrap();
    let lanes = there.journal().lanes().await.unwrap();
    assert_eq!(
        lanes.iter().map(|lane| lane.last_seq).collect::<Vec<_>>(),
        [3, 1]
    );
}

/// Writes webhooks and works them, until it is told to stop.
struct Traffic {
    acknowledged: Arc<Mutex<BTreeSet<String>>>,
    stop: Arc<AtomicBool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Traffic {
    fn start(house: &House, conversation: &Conversation) -> Self {
        let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let number = Arc::new(AtomicU64::new(0));
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let (house, stop) = (house.clone(), Arc::clone(&stop));
            let (acknowledged, number) = (Arc::clone(&acknowledged), Arc::clone(&number));
            tasks.push(tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let key = format!("key {}", number.fetch_add(1, Ordering::Relaxed));
                    // Each one is delivered twice, as Meta may do.
                    let rows = vec![live(&house, &key), live(&house, &key)];
                    house.store.journal().append(rows).await.unwrap();
                    acknowledged.lock().unwrap().insert(key);
                }
            }));
        }
        let (house, conversation, done) = (house.clone(), conversation.clone(), Arc::clone(&stop));
        tasks.push(tokio::spawn(async move {
            while !done.load(Ordering::Relaxed) {
                work_some(&house, &conversation, 16).await;
            }
        }));
        Self {
            acknowledged,
            stop,
            tasks,
        }
    }

    fn acknowledged(&self) -> BTreeSet<String> {
        self.acknowledged.lock().unwrap().clone()
    }

    async fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.unwrap();
        }
    }
}

/// Works the next rows of the only lane; returns how many there were.
async fn work_some(house: &House, conversation: &Conversation, limit: i64) -> usize {
    let lanes = house.store.journal().lanes().await.unwrap();
    let Some(lane) = lanes.first() else { return 0 };
    let after = position(&house.store, lane.id).await;
    let rows = house
        .store
        .journal()
        .rows(lane.id, after, limit)
        .await
        .unwrap();
    if !rows.is_empty() {
        work(house, conversation, lane.id, after, &rows).await;
    }
    rows.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_under_traffic_loses_nothing_and_doubles_nothing() {
    let (database, elsewhere) = (Database::fresh().await, Database::fresh().await);
    let store = database.open().await;
    let house = House::build(&store).await;
    let conversation = house.conversation("María").await;
    let traffic = Traffic::start(&house, &conversation);
    while traffic.acknowledged().len() < 200 {
        tokio::task::yield_now().await;
    }
    let before = traffic.acknowledged();
    let shelf = tempfile::tempdir().unwrap();
    let folder = shelf.path().join("backup");
    back_up(database.place(), order(&folder)).await.unwrap();
    traffic.stop().await;
    store.close().await;

    restore(&folder, elsewhere.place(), Existing::Refuse)
        .await
        .unwrap();
    let there = House {
        store: elsewhere.open().await,
        ..house
    };
    while work_some(&there, &conversation, 256).await > 0 {}
    let lane = there.store.journal().lanes().await.unwrap().remove(0);
    let rows = there
        .store
        .journal()
        .rows(lane.id, 0, i64::MAX)
        .await
        .unwrap();
    let in_journal: BTreeSet<String> = rows
        .into_iter()
        .map(|row| String::from_utf8(row.body).unwrap())
        .collect();
    assert!(
        before.is_subset(&in_journal),
        "what was acknowledged before is in the backup"
    );
    let keys: Vec<String> = in_journal.iter().cloned().collect();
    let found = there
        .begin()
        .await
        .message_keys(there.line)
        .list(&keys)
        .await
        .unwrap();
    assert_eq!(found.len(), in_journal.len(), "every row became a message");
    let rows = dump(elsewhere.place()).await;
    assert_eq!(
        rows["messages"].len(),
        in_journal.len(),
        "and none became two"
    );
}

#[tokio::test]
async fn a_damaged_backup_touches_nothing() {
    let (database, elsewhere) = (Database::fresh().await, Database::fresh().await);
    let (_shelf, folder, manifest) = backed_up(&database).await;
    let largest = manifest.files.iter().max_by_key(|file| file.bytes).unwrap();
    let path = folder.join(&largest.name);
    let whole = std::fs::read(&path).unwrap();
    let mut spoiled = whole.clone();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 1;
    for broken in [Some(spoiled), Some(whole[..whole.len() - 1].to_vec()), None] {
        match broken {
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        let refused = restore(&folder, elsewhere.place(), Existing::Replace).await;
        assert!(
            matches!(&refused, Err(BackupError::Damaged { file, .. }) if *file == largest.name),
            "{refused:?}"
        );
        assert_untouched(&elsewhere).await;
    }
}

async fn assert_untouched(database: &Database) {
    let found = aldaba_storage::health::look(database.place())
        .await
        .unwrap();
    assert_eq!(found, None, "nothing was started there");
}

fn rewrite(folder: &Path, change: impl Fn(&mut serde_json::Value)) {
    let path = folder.join("manifest.json");
    let mut manifest = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut manifest);
    std::fs::write(&path, manifest.to_string()).unwrap();
}

#[tokio::test]
async fn a_manifest_that_says_too_much_is_refused() {
    let (database, elsewhere) = (Database::fresh().await, Database::fresh().await);
    let (_shelf, folder, _) = backed_up(&database).await;
    let path = folder.join("manifest.json");
    let good = std::fs::read(&path).unwrap();
    rewrite(&folder, |manifest| manifest["schema"] = 99.into());
    let refused = restore(&folder, elsewhere.place(), Existing::Refuse).await;
    assert!(matches!(
        refused,
        Err(BackupError::Storage(Error::SchemaTooNew { found: 99, .. }))
    ));

    std::fs::write(&path, &good).unwrap();
    rewrite(&folder, |manifest| {
        manifest["files"][0]["name"] = "../backup/manifest.json".into();
    });
    let refused = restore(&folder, elsewhere.place(), Existing::Refuse).await;
    assert!(matches!(refused, Err(BackupError::Damaged { .. })));

    std::fs::write(&path, &good).unwrap();
    rewrite(&folder, |manifest| manifest["format"] = 2.into());
    let refused = restore(&folder, elsewhere.place(), Existing::Refuse).await;
    assert!(matches!(refused, Err(BackupError::Damaged { .. })));
    assert_untouched(&elsewhere).await;

    std::fs::write(&path, &good).unwrap();
    rewrite(&folder, |manifest| {
        let rows = manifest["tables"][0]["rows"].as_u64().unwrap();
        manifest["tables"][0]["rows"] = (rows + 1).into();
    });
    let refused = restore(&folder, elsewhere.place(), Existing::Refuse).await;
    assert!(
        matches!(refused, Err(BackupError::Damaged { .. })),
        "{refused:?}"
    );
    std::fs::write(&path, &good).unwrap();
    restore(&folder, elsewhere.place(), Existing::Refuse)
        .await
        .unwrap();
}

#[tokio::test]
async fn data_is_replaced_on_request_only() {
    let (database, elsewhere) = (Database::fresh().await, Database::fresh().await);
    let (_shelf, folder, _) = backed_up(&database).await;
    let there = elsewhere.open().await;
    House::build(&there).await;
    let before = dump(elsewhere.place()).await;
    let refused = restore(&folder, elsewhere.place(), Existing::Refuse).await;
    assert!(matches!(refused, Err(BackupError::NotEmpty)), "{refused:?}");
    if there.dialect() == "sqlite" {
        let refused = restore(&folder, elsewhere.place(), Existing::Replace).await;
        assert!(matches!(refused, Err(BackupError::InUse)), "{refused:?}");
    }
    assert_eq!(dump(elsewhere.place()).await, before);
    there.close().await;
    restore(&folder, elsewhere.place(), Existing::Replace)
        .await
        .unwrap();
    assert_eq!(dump(elsewhere.place()).await, dump(database.place()).await);
}

#[tokio::test]
async fn a_backup_takes_no_place_that_is_taken() {
    let database = Database::fresh().await;
    let (shelf, folder, _) = backed_up(&database).await;
    let again = back_up(database.place(), order(&folder)).await;
    assert!(matches!(again, Err(BackupError::Exists(_))));
    let empty = Database::fresh().await;
    let other = shelf.path().join("other");
    let nothing = back_up(empty.place(), order(&other)).await;
    assert!(matches!(nothing, Err(BackupError::NothingThere)));
    let left: Vec<_> = std::fs::read_dir(shelf.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no half of a backup stays behind");
    let no_keys = read_keys(&folder, &passphrase()).await;
    assert!(matches!(no_keys, Err(BackupError::NoKeys)));
}

#[tokio::test]
async fn a_journal_that_is_older_than_its_house_is_refused() {
    let database = Database::fresh().await;
    let aldaba_storage::Database::Sqlite(folder) = database.place().clone() else {
        // On PostgreSQL both are one database and can't part.
        return;
    };
    let store = database.open().await;
    let vault = Vault::new(KeyRing::new(Kek::new("k1", [1; 32]), Vec::new()));
    lived_in(&store, &vault).await;
    store.close().await;
    for part in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("journal.db{part}")));
    }
    let opened = Store::open(database.place(), aldaba_storage::Pools::default(), None).await;
    assert!(matches!(opened.err(), Some(Error::JournalBehind { .. })));
}
