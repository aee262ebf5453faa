//! Who knocks: one person is one contact, by whatever evidence.

use crate::desk::Desk;
use crate::meta::{Customer, JOAO, MARIA};
use domain::{ContactId, IdentityKind};
use storage::inbox::Contact;

async fn contacts(desk: &Desk) -> Vec<Contact> {
    desk.cx
        .read()
        .await
        .unwrap()
        .contacts()
        .list("", None, 100)
        .await
        .unwrap()
}

/// Kinds and values by which a contact is known.
async fn known_by(desk: &Desk, contact: ContactId) -> Vec<(IdentityKind, String)> {
    let identities = desk
        .cx
        .read()
        .await
        .unwrap()
        .identities()
        .list_of(contact)
        .await
        .unwrap();
    let mut known: Vec<_> = identities
        .into_iter()
        .map(|identity| (identity.key.kind, identity.key.value))
        .collect();
    known.sort_by_key(|(kind, value)| (kind.as_str(), value.clone()));
    known
}

fn bsuid(value: &str) -> (IdentityKind, String) {
    (IdentityKind::Bsuid, value.to_owned())
}

fn phone(value: &str) -> (IdentityKind, String) {
    (IdentityKind::Phone, value.to_owned())
}

#[tokio::test]
async fn whoever_is_known_by_one_evidence_gets_the_other() {
    for first in [MARIA.without_phone(), MARIA.without_user_id()] {
        let desk = Desk::open().await;
        let before = desk.greeted(first, "wamid.1").await;
        let after = desk.greeted(MARIA, "wamid.2").await;
        assert_eq!(after.id, before.id, "the same thread");
        assert_eq!(contacts(&desk).await.len(), 1);
        let known = known_by(&desk, after.contact_id).await;
        assert_eq!(known, [bsuid("MX.1001"), phone("5215555550101")]);
        // From now on either is enough.
        desk.greeted(MARIA.without_phone(), "wamid.3").await;
        let last = desk.greeted(MARIA.without_user_id(), "wamid.4").await;
        assert_eq!((last.id, last.inbound_count), (before.id, 4));
    }
}

#[tokio::test]
async fn two_that_prove_to_be_one_are_merged_and_nothing_is_rewritten() {
    let desk = Desk::open().await;
    let by_phone = desk
        .greeted(
            Customer {
                name: "Por número",
                ..MARIA.without_user_id()
            },
            "wamid.1",
        )
        .await;
    let by_id = desk
        .greeted(
            Customer {
                name: "Por id",
                ..MARIA.without_phone()
            },
            "wamid.2",
        )
        .await;
    assert_ne!(by_phone.contact_id, by_id.contact_id);
    desk.hears(&[MARIA.writes("wamid.3", desk.now(), "soy yo")])
        .await;
    let people = contacts(&desk).await;
    assert_eq!(people.len(), 1, "one person is shown");
    assert_eq!(people[0].id, by_phone.contact_id, "the older one stays");
    let merged = desk
        .cx
        .read()
        .await
        .unwrap()
        .contacts()
        .get(by_id.contact_id)
        .await
        .unwrap();
    assert_eq!(merged.merged_into, Some(by_phone.contact_id));
    assert_eq!(
        known_by(&desk, by_id.contact_id).await,
        [bsuid("MX.1001")],
        "its evidence stays with it"
    );
    assert_eq!(
        desk.messages(by_id.id).await.len(),
        1,
        "and so does its thread"
    );
    // Whatever comes now, by either evidence, goes on in the older one's thread.
    desk.hears(&[
        MARIA
            .without_phone()
            .writes("wamid.4", desk.now(), "por id"),
        MARIA
            .without_user_id()
            .writes("wamid.5", desk.now(), "por número"),
    ])
    .await;
    assert_eq!(
        desk.texts(by_phone.id).await,
        ["hola", "soy yo", "por id", "por número"]
    );
}

#[tokio::test]
async fn a_merged_person_goes_on_in_the_thread_that_is_there() {
    let desk = Desk::open().await;
    // Known by number on the other line, by id on this one.
    desk.told(
        desk.other_line,
        &[MARIA
            .without_user_id()
            .writes("wamid.1", desk.now(), "hola")],
    )
    .await;
    desk.work().await;
    desk.hears(&[MARIA.without_phone().writes("wamid.2", desk.now(), "hola")])
        .await;
    assert_eq!(desk.threads().await.len(), 2);
    desk.hears(&[MARIA.writes("wamid.3", desk.now(), "soy yo")])
        .await;
    let threads = desk.threads().await;
    assert_eq!(threads.len(), 2, "no third thread");
    let here = threads
        .iter()
        .find(|thread| thread.line_id == desk.line)
        .unwrap();
    assert_eq!(desk.texts(here.id).await, ["hola", "soy yo"]);
    assert_eq!(contacts(&desk).await.len(), 1);
}

#[tokio::test]
async fn proof_may_come_within_the_batch() {
    let desk = Desk::open().await;
    let now = desk.now();
    desk.hears(&[
        MARIA.without_phone().writes("wamid.1", now, "uno"),
        MARIA.without_user_id().writes("wamid.2", now, "dos"),
        MARIA.writes("wamid.3", now, "tres"),
        JOAO.writes("wamid.4", now, "oi"),
    ])
    .await;
    let thread = desk.thread("María").await;
    assert_eq!(desk.texts(thread.id).await, ["uno", "dos", "tres"]);
    assert_eq!(contacts(&desk).await.len(), 2);
}

#[tokio::test]
async fn one_number_in_two_forms_is_one_person() {
    let forms = [
        ("5215555550101", "525555550101"),
        ("5491155550102", "541155550102"),
        ("5511955550103", "551155550103"),
    ];
    let desk = Desk::open().await;
    for (place, (with, without)) in forms.into_iter().enumerate() {
        for (turn, (first, second)) in [(with, without), (without, with)].into_iter().enumerate() {
            // The second turn is about somebody else: the last digit differs.
            let own = |digits: &str| format!("{}{}", &digits[..digits.len() - 1], 7 + turn);
            let (first, second) = (own(first), own(second));
            let person = Customer {
                wa_id: Some(&first),
                user_id: None,
                name: &first,
            };
            let id = |step: usize| format!("wamid.{place}.{turn}.{step}");
            let before = desk.greeted(person, &id(1)).await;
            let after = desk.greeted(person.at(&second), &id(2)).await;
            assert_eq!(
                (after.id, after.inbound_count),
                (before.id, 2),
                "{first} and {second}"
            );
            let mut wanted = vec![phone(&first), phone(&second)];
            wanted.sort_by_key(|(_, value)| value.clone());
            assert_eq!(known_by(&desk, after.contact_id).await, wanted);
        }
    }
    assert_eq!(contacts(&desk).await.len(), 6);
}

#[tokio::test]
async fn ids_that_mean_something_elsewhere_prove_nothing_here() {
    let desk = Desk::open().await;
    // The other line belongs to another account: there the id may be somebody else's.
    desk.hears(&[MARIA.without_phone().writes("wamid.1", desk.now(), "hola")])
        .await;
    desk.told(
        desk.other_line,
        &[MARIA.without_phone().writes("wamid.2", desk.now(), "hola")],
    )
    .await;
    desk.work().await;
    assert_eq!(contacts(&desk).await.len(), 2);
}

#[tokio::test]
async fn a_new_profile_name_is_shown_and_found_and_a_given_one_stays() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let mut tx = desk.cx.begin().await.unwrap();
    let mut contact = tx.contacts().get(thread.contact_id).await.unwrap();
    contact.name = Some("Señora Luz".to_owned());
    tx.contacts().put(&[contact]).await.unwrap();
    tx.commit().await.unwrap();
    desk.greeted(
        Customer {
            name: "Mariana",
            ..MARIA
        },
        "wamid.2",
    )
    .await;
    let contact = contacts(&desk).await.remove(0);
    assert_eq!(contact.name.as_deref(), Some("Señora Luz"));
    assert_eq!(contact.profile_name.as_deref(), Some("Mariana"));
    for word in ["senora luz", "mariana", "5555550101"] {
        let found = desk
            .cx
            .read()
            .await
            .unwrap()
            .contacts()
            .list(word, None, 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1, "{word}");
    }
}
