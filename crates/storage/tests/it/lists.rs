//! Lists: walked page by page, every row exactly once, whatever comes in meanwhile.

use crate::house::{House, NOW, contact, conversation, message};
use aldaba_storage::inbox::{Conversation, ConversationFilter, MessagePage, View};
use domain::{ConversationId, Direction, MessageId, TicketId, TicketState, Time};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use testkit::Database;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Conversations of these names; every third shares its moment with the one before.
async fn inbox(house: &House, names: impl Iterator<Item = String>) -> Vec<Conversation> {
    let mut tx = house.begin().await;
    let mut made = Vec::new();
    for (place, name) in (0..).zip(names) {
        let contact = contact(&name);
        let mut thread = conversation(house.line, contact.id);
        thread.sort_at = NOW.plus(MINUTE * (place - place % 3));
        tx.contacts().put(&[contact]).await.unwrap();
        tx.conversations()
            .put(std::slice::from_ref(&thread))
            .await
            .unwrap();
        made.push(thread);
    }
    tx.commit().await.unwrap();
    made
}

async fn page(
    house: &House,
    filter: &ConversationFilter,
    after: Option<(Time, ConversationId)>,
    limit: i64,
) -> Vec<(Time, ConversationId)> {
    let views = house
        .read()
        .await
        .conversation_views(filter, after, limit)
        .await
        .unwrap();
    views
        .into_iter()
        .map(|view| (view.sort_at, view.id))
        .collect()
}

#[tokio::test]
async fn a_block_is_seen_in_every_list_and_survives_other_changes() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let made = inbox(&house, ["Ana", "Berta"].into_iter().map(str::to_owned)).await;
    let (ana, berta) = (made[0].contact_id, made[1].contact_id);
    let mut tx = house.begin().await;
    tx.contacts().set_blocked(&[ana], Some(NOW)).await.unwrap();
    let mut known = tx.contacts().list_by_id(&[ana, berta]).await.unwrap();
    for contact in &mut known {
        contact.name = Some("Otra".to_owned());
    }
    tx.contacts().put(&known).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = house.read().await;
    let shown = tx.contacts().list("", None, 10).await.unwrap();
    let since = |id| shown.iter().find(|it| it.id == id).unwrap().blocked_at;
    assert_eq!((since(ana), since(berta)), (Some(NOW), None));
    let views = tx.conversation_views_of(&[ana, berta]).await.unwrap();
    let since = |id| {
        views
            .iter()
            .find(|it| it.contact_id == id)
            .unwrap()
            .blocked_at
    };
    assert_eq!((since(ana), since(berta)), (Some(NOW), None));
    assert_eq!(tx.contacts().blocked(&[ana, berta]).await.unwrap(), [ana]);
}

#[tokio::test]
async fn every_conversation_is_seen_once_while_new_ones_come_in() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let other = House::build(&store).await;
    inbox(&other, (0..5).map(|number| format!("Otro {number}"))).await;
    let made = inbox(&house, (0..50).map(|number| format!("Persona {number}"))).await;
    let filter = ConversationFilter::default();
    let mut seen: Vec<(Time, ConversationId)> = Vec::new();
    loop {
        let rows = page(&house, &filter, seen.last().copied(), 7).await;
        if rows.is_empty() {
            break;
        }
        seen.extend(rows);
        // Somebody new writes: above everything that was seen.
        let mut thread = house.conversation("Nueva").await;
        thread.sort_at = NOW.plus(MINUTE * 1000);
        let mut tx = house.begin().await;
        tx.conversations().put(&[thread]).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut wanted: Vec<_> = made
        .iter()
        .map(|thread| (thread.sort_at, thread.id))
        .collect();
    wanted.sort_by(|a, b| b.cmp(a));
    assert_eq!(seen, wanted, "newest first, ties by id, each once");
}

#[tokio::test]
async fn a_thread_is_walked_both_ways() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let thread = house.conversation("María").await;
    let pages = async |from: MessagePage, limit: i64| {
        let mut tx = house.read().await;
        tx.messages().page(thread.id, from, limit).await.unwrap()
    };
    let moment = |place: i32| NOW.plus(MINUTE * (place - place % 4));
    let mut records: Vec<_> = (0..40)
        .map(|place| message(thread.id, Direction::In, moment(place)))
        .collect();
    let mut tx = house.begin().await;
    tx.messages().insert(&records).await.unwrap();
    tx.commit().await.unwrap();
    records.sort_by_key(|record| (record.sort_at, record.id));
    let wanted: Vec<MessageId> = records.iter().map(|record| record.id).collect();

    let mut newest_first: Vec<MessageId> = Vec::new();
    let mut from = MessagePage::Newest;
    loop {
        let rows = pages(from, 7).await;
        let Some(oldest) = rows.first() else { break };
        assert!(
            rows.is_sorted_by_key(|row| (row.sort_at, row.id)),
            "oldest first"
        );
        from = MessagePage::Before(oldest.sort_at, oldest.id);
        newest_first.splice(0..0, rows.iter().map(|row| row.id));
        // A new message goes to the end, and late ones keep their place there.
        let mut tx = house.begin().await;
        let late = message(thread.id, Direction::In, NOW.plus(MINUTE * 1000));
        tx.messages().insert(&[late]).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(newest_first, wanted);

    let mut forwards = Vec::new();
    let mut from = MessagePage::From(NOW);
    loop {
        let rows = pages(from, 9).await;
        let Some(newest) = rows.last() else { break };
        from = MessagePage::After(newest.sort_at, newest.id);
        forwards.extend(rows.iter().map(|row| row.id));
    }
    assert_eq!(forwards[..40], wanted[..]);
    assert_eq!(
        forwards.iter().collect::<BTreeSet<_>>().len(),
        forwards.len()
    );
    let middle = pages(MessagePage::From(moment(20)), 1).await;
    assert_eq!(middle[0].id, wanted[20]);
}

async fn found(house: &House, text: &str) -> Vec<String> {
    let folded = domain::text::fold(text);
    let filter = ConversationFilter {
        text: Some(folded.clone()),
        ..ConversationFilter::default()
    };
    let views = house
        .read()
        .await
        .conversation_views(&filter, None, 100)
        .await
        .unwrap();
    let mut names: Vec<String> = views
        .into_iter()
        .filter_map(|view| view.profile_name)
        .collect();
    names.sort();
    let contacts = house
        .read()
        .await
        .contacts()
        .list(&folded, None, 100)
        .await
        .unwrap();
    let of_contacts: BTreeSet<String> = contacts
        .into_iter()
        .filter_map(|contact| contact.profile_name)
        .collect();
    assert_eq!(names.iter().cloned().collect::<BTreeSet<_>>(), of_contacts);
    names
}

#[tokio::test]
async fn people_are_found_by_what_is_written_not_by_patterns() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let names = [
        "María José",
        "100% Café",
        "snake_case",
        "back\\slash",
        "São João",
    ];
    inbox(&house, names.iter().map(|name| (*name).to_owned())).await;
    assert_eq!(found(&house, "MARIA").await, ["María José"]);
    assert_eq!(found(&house, "sao joão").await, ["São João"]);
    assert_eq!(found(&house, "0%").await, ["100% Café"]);
    assert_eq!(found(&house, "%").await, ["100% Café"]);
    assert_eq!(found(&house, "_").await, ["snake_case"]);
    assert_eq!(found(&house, "k\\s").await, ["back\\slash"]);
    assert_eq!(found(&house, "\\").await, ["back\\slash"]);
    assert!(found(&house, "snake%case").await.is_empty());
    assert!(found(&house, "s_ake").await.is_empty());
}

#[tokio::test]
async fn contacts_are_walked_by_name() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    inbox(
        &house,
        (0..20).map(|number| format!("Persona {}", number % 7)),
    )
    .await;
    let mut seen = Vec::new();
    loop {
        let after = seen.last().cloned();
        let rows = house
            .read()
            .await
            .contacts()
            .list("persona", after, 3)
            .await
            .unwrap();
        if rows.is_empty() {
            break;
        }
        seen.extend(
            rows.into_iter()
                .map(|contact| (contact.search_key, contact.id)),
        );
    }
    assert_eq!(seen.len(), 20);
    assert!(seen.is_sorted());
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 20);
}

#[tokio::test]
async fn a_list_is_narrowed_by_its_filter_and_counted_by_the_same() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let house = House::build(&store).await;
    let mut threads = inbox(&house, (0..4).map(|number| format!("Persona {number}"))).await;
    let mut tx = house.begin().await;
    for (place, thread) in threads.iter_mut().enumerate() {
        let open = place != 3;
        thread.ticket_id = Some(TicketId::new());
        thread.ticket_state = Some(if open {
            TicketState::Open
        } else {
            TicketState::Resolved
        });
        thread.inbound_count = 2;
        thread.handled_count = if place == 0 { 2 } else { 1 };
    }
    tx.conversations().put(&threads).await.unwrap();
    tx.commit().await.unwrap();
    let open = ConversationFilter {
        ticket: Some(TicketState::Open),
        ..ConversationFilter::default()
    };
    assert_eq!(page(&house, &open, None, 10).await.len(), 3);
    let unread = ConversationFilter {
        unread_only: true,
        ..open.clone()
    };
    assert_eq!(page(&house, &unread, None, 10).await.len(), 2);
    let counts = house.read().await.conversation_counts(&open).await.unwrap();
    assert_eq!((counts.open, counts.unread), (3, 2));
    let elsewhere = ConversationFilter {
        line: Some(domain::LineId::new()),
        ..open.clone()
    };
    assert!(page(&house, &elsewhere, None, 10).await.is_empty());
    let mine = ConversationFilter {
        view: View::Mine(domain::MemberId::new()),
        ..open.clone()
    };
    assert!(page(&house, &mine, None, 10).await.is_empty());
    let nobody_s = ConversationFilter {
        view: View::Unassigned,
        ..open
    };
    assert_eq!(page(&house, &nobody_s, None, 10).await.len(), 3);
}
