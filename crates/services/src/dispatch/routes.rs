//! Letters and their doors: each goes through the one that the router names now.

use super::gate::{Verdict, failure};
use super::letter::{self, Letter};
use super::step::{AT_ONCE, due};
use crate::Cx;
use crate::doors::OpenDoor;
use crate::routing::{Routed, Router, Subject, hindrance};
use domain::price::PriceCategory;
use domain::{DoorKind, MessageId, MessageKind};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::Arc;
use storage::Tx;
use storage::inbox::Delivery;

/// So long a message waits before it is looked whether somebody mended its door.
const MENDING: SignedDuration = SignedDuration::from_mins(1);

/// Where a letter goes that was queued for a door.
pub(super) enum Through {
    Here,
    Another(DoorKind),
    Not(Verdict),
}

pub(super) fn subject(letter: &Letter, category: PriceCategory) -> Subject {
    let delivery = &letter.delivery;
    Subject {
        sender: delivery.sender,
        chosen: delivery.chosen.then_some(delivery.door),
        kind: letter.kind,
        category,
        country: letter.country(),
        window: letter.conversation.window(),
    }
}

pub(super) fn verdict(cx: &Cx, here: DoorKind, routed: &Routed, subject: &Subject) -> Through {
    match (routed.route.door, hindrance(routed, subject.chosen)) {
        (Some(door), _) if door == here => Through::Here,
        (Some(door), _) => Through::Another(door),
        (None, Some(hindrance)) => {
            let why = failure(hindrance.verdict.as_str(), hindrance.title());
            Through::Not(if hindrance.may_be_mended() {
                Verdict::Wait {
                    until: cx.now.plus(MENDING),
                    why,
                }
            } else {
                Verdict::Never { why }
            })
        }
        (None, None) => Through::Here,
    }
}

/// What is queued for a door through which nothing leaves now, and may take another, does so.
pub(super) async fn free_the_stuck(
    cx: &Cx,
    tx: &mut Tx,
    router: &Router,
    open: &[Arc<OpenDoor>],
) -> storage::Result<()> {
    for stuck in router.stuck() {
        let Some(other) = open.iter().find(|it| it.kind != stuck) else {
            continue;
        };
        let queued = tx
            .queue(router.line.id)
            .due(stuck, due(cx, AT_ONCE))
            .await?;
        if queued.is_empty() {
            continue;
        }
        let letters = letter::read(tx, other, queued).await?;
        let categories = categories(tx, &letters).await?;
        let mut moved = Vec::new();
        for mut letter in letters {
            let id = letter.delivery.message_id;
            let category = categories.get(&id).copied();
            let subject = subject(&letter, category.unwrap_or(PriceCategory::Service));
            if let Some(door) = router.route(&subject).route.door
                && door != stuck
            {
                letter.delivery.door = door;
                moved.push(letter.delivery);
            }
        }
        move_to(tx, &moved).await?;
    }
    Ok(())
}

/// Writes down the doors of deliveries that take another one.
pub(super) async fn move_to(tx: &mut Tx, moved: &[Delivery]) -> storage::Result<()> {
    tx.deliveries().put(moved).await?;
    for door in DoorKind::ALL {
        let through = moved.iter().filter(|it| it.door == *door);
        let ids: Vec<MessageId> = through.map(|it| it.message_id).collect();
        tx.messages().set_door(&ids, *door).await?;
    }
    Ok(())
}

async fn categories(
    tx: &mut Tx,
    letters: &[Letter],
) -> storage::Result<HashMap<MessageId, PriceCategory>> {
    let templates = letters.iter().filter(|it| it.kind == MessageKind::Template);
    let ids: Vec<MessageId> = templates.map(|it| it.delivery.message_id).collect();
    let found = tx.templates().of_messages(&ids).await?;
    let mut categories: HashMap<_, _> = ids.iter().map(|id| (*id, PriceCategory::Other)).collect();
    categories.extend(
        found
            .into_iter()
            .map(|it| (it.message_id, PriceCategory::of_template(it.category))),
    );
    Ok(categories)
}
