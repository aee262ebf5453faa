//! A blocked contact: nobody writes to them, and what they write asks for nobody's attention.

use crate::desk::{Desk, HOUR, text};
use crate::meta::MARIA;
use aldaba_services::contacts::{self, block, unblock};
use aldaba_services::messages::{FailedError, Retry, SendError, retry, send};
use aldaba_services::tickets::resolve;
use aldaba_services::{Caller, Cx, Refusal};
use domain::{ApiTokenId, DeliveryState, Permission, TicketState};
use storage::EventPage;
use storage::inbox::ConversationView;

/// How often contacts and tickets were told of.
async fn told(desk: &Desk, name: &str) -> usize {
    let mut tx = desk.cx.read().await.unwrap();
    let EventPage::Events(events) = tx.events_after(0, 1000).await.unwrap() else {
        panic!("nothing was removed")
    };
    events.iter().filter(|it| it.kind.name() == name).count()
}

#[tokio::test]
async fn a_blocked_contact_is_written_to_by_nobody_until_they_are_unblocked() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let queued = desk.answers(thread.id, "antes").await.view.id;
    let told_before = told(&desk, "contact.updated").await;
    let first = block(&ines, thread.contact_id).await.unwrap();
    desk.advance(HOUR);
    let again = block(&ines, thread.contact_id).await.unwrap();
    assert!(first.contact.blocked_at.is_some());
    assert_eq!(again.contact.blocked_at, first.contact.blocked_at);
    assert_eq!(told(&desk, "contact.updated").await, told_before + 1);

    let refused = send(&ines, text(thread.id, "después")).await;
    assert!(matches!(refused, Err(SendError::ContactBlocked { .. })));
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.state(queued).await, DeliveryState::Failed);
    assert!(desk.taken().is_empty(), "the gate keeps what was queued");
    let once_more = retry(&ines, queued, Retry::default()).await;
    assert!(matches!(
        once_more,
        Err(FailedError::Send(SendError::ContactBlocked { .. }))
    ));

    let free = unblock(&ines, thread.contact_id).await.unwrap();
    assert_eq!(free.contact.blocked_at, None);
    unblock(&ines, thread.contact_id).await.unwrap();
    assert_eq!(told(&desk, "contact.updated").await, told_before + 2);
    retry(&ines, queued, Retry::default()).await.unwrap();
    desk.dispatch(held).await;
    assert_eq!(desk.taken(), ["antes"]);
}

#[tokio::test]
async fn what_a_blocked_contact_writes_is_kept_and_asks_for_nothing() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let before = desk.greeted(MARIA, "wamid.1").await;
    resolve(&ines, before.ticket_id.unwrap()).await.unwrap();
    block(&ines, before.contact_id).await.unwrap();
    desk.advance(HOUR);
    let after = desk.greeted(MARIA, "wamid.2").await;
    assert_eq!(after.ticket_state, Some(TicketState::Resolved));
    assert_eq!(after.inbound_count, before.inbound_count);
    assert_eq!(after.sort_at, before.sort_at, "it stays where it stood");
    assert_eq!(after.last_id, before.last_id);
    assert!(after.last_inbound_at > before.last_inbound_at);
    assert_eq!(desk.messages(after.id).await.len(), 2, "nothing is lost");
    assert_eq!(told(&desk, "ticket.opened").await, 1);
    assert_eq!(told(&desk, "ticket.reopened").await, 0);

    unblock(&ines, before.contact_id).await.unwrap();
    let heard = desk.greeted(MARIA, "wamid.3").await;
    assert_eq!(heard.ticket_state, Some(TicketState::Open));
    assert_eq!(heard.inbound_count, before.inbound_count + 1);
}

#[tokio::test]
async fn a_person_is_blocked_under_each_of_their_contacts() {
    let desk = Desk::open().await;
    let ines = desk.ines();
    let older = desk.greeted(MARIA.without_phone(), "wamid.1").await;
    desk.hears(&[MARIA
        .without_user_id()
        .writes("wamid.2", desk.now(), "hola")])
        .await;
    let threads = desk.threads().await;
    let is_other = |thread: &&ConversationView| thread.contact_id != older.contact_id;
    let newer = threads.iter().find(is_other).unwrap();
    block(&ines, newer.contact_id).await.unwrap();
    // One message proves that the two are one person.
    desk.hears(&[MARIA.writes("wamid.3", desk.now(), "soy yo")])
        .await;
    let kept = contacts::get(&ines, older.contact_id).await.unwrap();
    assert!(kept.contact.blocked_at.is_some());
    let refused = send(&ines, text(older.id, "hola")).await;
    assert!(matches!(refused, Err(SendError::ContactBlocked { .. })));
    unblock(&ines, older.contact_id).await.unwrap();
    let merged = contacts::get(&ines, newer.contact_id).await.unwrap();
    assert_eq!(merged.contact.merged_into, Some(older.contact_id));
    assert_eq!(merged.contact.blocked_at, None);
}

#[tokio::test]
async fn who_may_not_change_contacts_blocks_nobody() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let reader = Cx {
        caller: Caller::Api {
            token: ApiTokenId::new(),
            name: "informes".to_owned(),
            scopes: vec![Permission::ConversationsRead],
        },
        ..desk.ines()
    };
    let refused = block(&reader, thread.contact_id).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}
