//! Tickets: one open a conversation, reopened or new as the queue says, never by what is long past.

use crate::desk::{Desk, HOUR};
use crate::meta::MARIA;
use aldaba_services::tickets::{assign, resolve};
use domain::{Origin, ReopenPolicy, TicketState};
use storage::EventPage;
use storage::journal::Lane;

async fn set_policy(desk: &Desk, policy: ReopenPolicy) {
    let mut tx = desk.cx.begin().await.unwrap();
    let mut queue = tx.queues().list().await.unwrap().remove(0);
    queue.reopen_policy = policy;
    queue.reopen_within_hours = 24;
    tx.queues().update(&queue).await.unwrap();
    tx.commit().await.unwrap();
}

async fn events(desk: &Desk) -> Vec<String> {
    let page = desk
        .cx
        .read()
        .await
        .unwrap()
        .events_after(0, 1000)
        .await
        .unwrap();
    let EventPage::Events(events) = page else {
        panic!("nothing was removed")
    };
    let names = events.into_iter().map(|event| event.kind.name().to_owned());
    names.filter(|name| name.starts_with("ticket")).collect()
}

#[tokio::test]
async fn the_first_message_opens_a_ticket_and_the_next_ones_belong_to_it() {
    let desk = Desk::open().await;
    let first = desk.greeted(MARIA, "wamid.1").await;
    let second = desk.greeted(MARIA, "wamid.2").await;
    assert_eq!(
        (first.ticket_number, first.ticket_state),
        (Some(1), Some(TicketState::Open))
    );
    assert_eq!(second.ticket_id, first.ticket_id);
    assert_eq!(events(&desk).await, ["ticket.opened"]);
}

#[tokio::test]
async fn a_message_within_the_hours_reopens_with_its_people_and_a_later_one_opens_anew() {
    let desk = Desk::open().await;
    set_policy(&desk, ReopenPolicy::Reopen).await;
    let first = desk.greeted(MARIA, "wamid.1").await;
    let ticket = first.ticket_id.unwrap();
    let ines = desk.ines();
    assign(&ines, ticket, ines.member()).await.unwrap();
    resolve(&ines, ticket).await.unwrap();
    desk.advance(HOUR * 24);
    let again = desk.greeted(MARIA, "wamid.2").await;
    assert_eq!(
        (again.ticket_id, again.ticket_state),
        (Some(ticket), Some(TicketState::Open))
    );
    assert_eq!(again.assignee_id, ines.member(), "it is still hers");
    assert_eq!(again.ticket_resolved_at, None);
    resolve(&desk.ines(), ticket).await.unwrap();
    desk.advance(HOUR * 25);
    let later = desk.greeted(MARIA, "wamid.3").await;
    assert_eq!((later.ticket_number, later.assignee_id), (Some(2), None));
    let told = [
        "ticket.opened",
        "ticket.assigned",
        "ticket.resolved",
        "ticket.reopened",
        "ticket.resolved",
        "ticket.opened",
    ];
    assert_eq!(events(&desk).await, told);
}

#[tokio::test]
async fn a_queue_may_want_a_new_ticket_every_time() {
    let desk = Desk::open().await;
    set_policy(&desk, ReopenPolicy::New).await;
    let first = desk.greeted(MARIA, "wamid.1").await;
    resolve(&desk.ines(), first.ticket_id.unwrap())
        .await
        .unwrap();
    let second = desk.greeted(MARIA, "wamid.2").await;
    assert_eq!((second.id, second.ticket_number), (first.id, Some(2)));
    assert_eq!(
        desk.messages(first.id).await.len(),
        2,
        "one thread all the same"
    );
}

#[tokio::test]
async fn what_is_long_past_opens_nothing_and_tells_nobody() {
    let desk = Desk::open().await;
    let lanes = [
        (Lane::LineBulk(desk.line), Origin::History, "wamid.h"),
        (Lane::LineLive(desk.line), Origin::Replay, "wamid.r"),
    ];
    for (lane, origin, id) in lanes {
        desk.told_as(
            lane,
            origin,
            &[MARIA.writes(id, desk.now().minus(HOUR), "antes")],
        )
        .await;
    }
    desk.work().await;
    let thread = desk.thread("María").await;
    assert_eq!((thread.ticket_id, thread.inbound_count), (None, 0));
    assert_eq!(thread.last_inbound_at, None, "nor a window");
    assert_eq!(desk.messages(thread.id).await.len(), 2);
    assert!(events(&desk).await.is_empty());
    let page = desk
        .cx
        .read()
        .await
        .unwrap()
        .events_after(0, 100)
        .await
        .unwrap();
    let EventPage::Events(told) = page else {
        panic!("nothing was removed")
    };
    let received = told
        .iter()
        .filter(|event| event.kind.name() == "message.received");
    assert!(
        received
            .into_iter()
            .all(|event| event.origin != Origin::Live)
    );
    // Somebody who writes now is greeted as ever.
    let live = desk.greeted(MARIA, "wamid.1").await;
    assert_eq!(
        (live.id, live.ticket_number, live.inbound_count),
        (thread.id, Some(1), 1)
    );
}

#[tokio::test]
async fn numbers_are_counted_once_for_each_organization() {
    let desk = Desk::open().await;
    let phones: Vec<String> = (0..30).map(|it| format!("52155555504{it:02}")).collect();
    let told: Vec<_> = phones
        .iter()
        .map(|phone| {
            let person = crate::meta::Customer {
                wa_id: Some(phone),
                user_id: None,
                name: phone,
            };
            person.writes(&format!("wamid.{phone}"), desk.now(), "hola")
        })
        .collect();
    desk.told(desk.line, &told[..15]).await;
    desk.told(desk.other_line, &told[15..]).await;
    desk.work().await;
    let mut numbers: Vec<i64> = desk
        .threads()
        .await
        .into_iter()
        .filter_map(|thread| thread.ticket_number)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=30).collect::<Vec<i64>>());
}
