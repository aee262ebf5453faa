//! A row that spoils its batch: found, parked with its cause, and the lane goes on.

use crate::desk::Desk;
use crate::meta::MARIA;
use aldaba_services::tray;
use storage::Error;

/// The database refuses one text, as it might for a reason that nobody thought of.
async fn poison(desk: &Desk) {
    desk.still
        .database
        .tamper(
            "CREATE TRIGGER poison BEFORE INSERT ON messages WHEN NEW.text = 'veneno'
             BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
            "ALTER TABLE messages ADD CONSTRAINT poisoned CHECK (text <> 'veneno') NOT VALID",
        )
        .await;
}

async fn cure(desk: &Desk) {
    let database = &desk.still.database;
    database
        .tamper(
            "DROP TRIGGER poison",
            "ALTER TABLE messages DROP CONSTRAINT poisoned",
        )
        .await;
}

#[tokio::test]
async fn a_row_that_fails_three_times_is_parked_and_the_lane_goes_on() {
    let desk = Desk::open().await;
    poison(&desk).await;
    let now = desk.now();
    let told = ["uno", "veneno", "dos"];
    let told: Vec<_> = told
        .iter()
        .map(|text| MARIA.writes(&format!("wamid.{text}"), now, text))
        .collect();
    desk.told(desk.line, &told).await;
    let lane = desk.lanes().await.remove(0);

    let whole = desk.step(&lane, false).await;
    assert!(matches!(whole, Err(Error::Sql(_))), "{whole:?}");
    assert_eq!(
        desk.position(lane.id).await,
        0,
        "nothing of the batch is left"
    );
    assert!(desk.threads().await.is_empty());
    assert_eq!(desk.step(&lane, true).await.unwrap().seq, 1);
    for attempt in 1..=2 {
        let failed = desk.step(&lane, true).await.unwrap_err();
        assert!(
            failed.is_unavailable() && failed.to_string().contains(&format!("attempt {attempt}")),
            "{failed}"
        );
        assert!(desk.tray().await.is_empty());
    }
    assert_eq!(desk.step(&lane, true).await.unwrap().seq, 2, "parked");
    assert_eq!(desk.step(&lane, false).await.unwrap().seq, 3);
    let thread = desk.thread("María").await;
    assert_eq!(desk.texts(thread.id).await, ["uno", "dos"]);
    let tray = desk.tray().await;
    assert_eq!(tray.len(), 1);
    assert_eq!(
        (tray[0].cause.as_str(), tray[0].line_id),
        ("failed", Some(desk.line))
    );
    assert!(tray[0].detail.contains("poisoned"), "{}", tray[0].detail);

    // Once the cause is gone, it is tried again on request: told as something that was.
    cure(&desk).await;
    tray::retry(&desk.ines(), tray[0].id).await.unwrap();
    desk.work().await;
    assert!(desk.tray().await.is_empty());
    let mut said = desk.texts(thread.id).await;
    said.sort();
    assert_eq!(said, ["dos", "uno", "veneno"]);
    assert_eq!(
        desk.thread("María").await.inbound_count,
        2,
        "it counts as read"
    );
}

#[tokio::test]
async fn the_worker_s_own_way_gets_past_it_too() {
    let desk = Desk::open().await;
    poison(&desk).await;
    let told: Vec<_> = (0..300)
        .map(|it| {
            let text = if it % 100 == 50 {
                "veneno".to_owned()
            } else {
                it.to_string()
            };
            MARIA.writes(&format!("wamid.{it}"), desk.now(), &text)
        })
        .collect();
    desk.hears(&told).await;
    assert_eq!(desk.thread("María").await.inbound_count, 297);
    assert_eq!(desk.tray().await.len(), 3);
}
