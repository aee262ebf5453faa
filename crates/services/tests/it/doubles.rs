//! One message, however often it is told, by whatever way.

use crate::desk::Desk;
use crate::meta::{Customer, JOAO, MARIA};
use aldaba_services::ingest;
use domain::Origin;
use storage::Error;
use storage::journal::Lane;

#[tokio::test]
async fn a_message_that_is_delivered_again_is_one_message() {
    let desk = Desk::open().await;
    let now = desk.now();
    let (one, two) = (
        MARIA.writes("wamid.1", now, "hola"),
        MARIA.writes("wamid.2", now, "¿abren?"),
    );
    // Within a batch, twice in one body, and in a later batch.
    let mut both = one.clone();
    let again = one["messages"][0].clone();
    both["messages"].as_array_mut().unwrap().push(again);
    desk.hears(&[both, one.clone(), two.clone(), one.clone()])
        .await;
    desk.hears(&[two, one]).await;
    let thread = desk.thread("María").await;
    assert_eq!(desk.texts(thread.id).await, ["hola", "¿abren?"]);
    assert_eq!(thread.inbound_count, 2);
    assert!(desk.tray().await.is_empty());
}

#[tokio::test]
async fn two_wrappings_of_one_id_are_one_message() {
    let desk = Desk::open().await;
    // Both hold the message's own key, 3A4A6599AEE03810144F.
    let one = "wamid.HBgLMTU1NTAxMDAxNDIVAgARGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
    let two = "wamid.HBgLMTU1NTAxMDAxNDIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
    desk.hears(&[MARIA.writes(one, desk.now(), "hola")]).await;
    desk.hears(&[MARIA.writes(two, desk.now(), "hola")]).await;
    assert_eq!(desk.messages(desk.thread("María").await.id).await.len(), 1);
}

#[tokio::test]
async fn the_same_id_on_two_lines_is_two_messages() {
    let desk = Desk::open().await;
    let told = [MARIA.writes("wamid.1", desk.now(), "hola")];
    desk.told(desk.line, &told).await;
    desk.told(desk.other_line, &told).await;
    desk.work().await;
    assert_eq!(desk.threads().await.len(), 2);
}

#[tokio::test]
async fn a_step_that_is_repeated_changes_nothing() {
    let desk = Desk::open().await;
    let told: Vec<_> = (0..5)
        .map(|it| MARIA.writes(&format!("wamid.{it}"), desk.now(), "hola"))
        .collect();
    desk.hears(&told).await;
    let lane = desk.lanes().await.remove(0);
    let before = desk.thread("María").await;
    for after in [0, 3] {
        let repeated = ingest::step(desk.env(), &lane, after, ingest::STEP).await;
        assert!(matches!(repeated, Err(Error::Fenced)), "{repeated:?}");
    }
    assert_eq!(desk.thread("María").await, before);
    assert_eq!(desk.position(lane.id).await, 5);
}

/// Works all lanes at once, again and again, as nodes would that don't know of each other.
async fn work_at_once(desk: &Desk, workers: usize) {
    let mut tasks = Vec::new();
    for lane in desk.lanes().await {
        for _ in 0..workers {
            let (env, lane) = (desk.env().clone(), lane.clone());
            tasks.push(tokio::spawn(async move {
                let mut after = 0;
                while after < lane.last_seq {
                    if let Err(error) = ingest::step(&env, &lane, after, ingest::STEP).await {
                        let met = matches!(error, Error::Fenced | Error::Conflict(_));
                        assert!(met || error.is_unavailable(), "{error}");
                    }
                    let mut tx = env.store.system_read().await.unwrap();
                    let positions = tx.lane_positions().await.unwrap();
                    let known = positions.iter().find(|it| it.lane_id == lane.id);
                    after = known.map_or(0, |position| position.seq);
                }
            }));
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn lanes_that_meet_new_people_at_once_make_each_of_them_once() {
    let desk = Desk::open().await;
    let now = desk.now();
    let phones: Vec<String> = (0..40).map(|it| format!("52155555503{it:02}")).collect();
    let people: Vec<Customer<'_>> = phones
        .iter()
        .map(|phone| Customer {
            wa_id: Some(phone),
            user_id: None,
            name: phone,
        })
        .collect();
    for line in [desk.line, desk.other_line] {
        let told: Vec<_> = people
            .iter()
            .map(|person| person.writes(&format!("wamid.{line}.{}", person.name), now, "hola"))
            .collect();
        desk.told(line, &told).await;
    }
    work_at_once(&desk, 1).await;
    let contacts = desk
        .cx
        .read()
        .await
        .unwrap()
        .contacts()
        .list("", None, 1000)
        .await
        .unwrap();
    assert_eq!(contacts.len(), 40, "each person once");
    let threads = desk.threads().await;
    assert_eq!(threads.len(), 80, "with a thread on each line");
    assert!(
        threads
            .iter()
            .all(|thread| thread.inbound_count == 1 && thread.ticket_number.is_some())
    );
    assert!(desk.tray().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_work_one_lane_at_once_double_nothing() {
    let desk = Desk::open().await;
    let now = desk.now();
    let texts: Vec<String> = (0..600).map(|it| format!("{it}")).collect();
    let told: Vec<_> = texts
        .iter()
        .map(|text| MARIA.writes(&format!("wamid.{text}"), now, text))
        .collect();
    desk.told(desk.line, &told).await;
    // History tells the same once more, on a lane of its own.
    desk.told_as(Lane::LineBulk(desk.line), Origin::History, &told[..300])
        .await;
    desk.told(desk.line, &[JOAO.writes("wamid.j", now, "oi")])
        .await;
    work_at_once(&desk, 3).await;
    let thread = desk.thread("María").await;
    let mut said = desk.texts(thread.id).await;
    said.sort_by_key(|text| text.parse::<u32>().unwrap());
    assert_eq!(said, texts);
    assert_eq!(desk.messages(desk.thread("João").await.id).await.len(), 1);
}
