//! What an error changes for others than the message that met it.

use crate::Cx;
use crate::contacts::{MARKETING, canonical};
use crate::jobs::{SyncTemplates, enqueue};
use domain::{DoorKind, DoorProblem, DoorState, EventKind, Failure};
use door::{Effect, Explanation};
use jiff::SignedDuration;
use std::time::Duration;
use storage::inbox::{Delivery, OfferHold, Preference};
use storage::{Hold, Tx, Warning};

/// A line is held at least this long, and no longer than an hour by one error.
const SHORTEST_HOLD: Duration = Duration::from_secs(2);
const LONGEST_HOLD: Duration = Duration::from_hours(1);

/// Acts on a failure of a delivery, whether the provider told it at once or later.
pub(crate) async fn apply(
    cx: &Cx,
    tx: &mut Tx,
    delivery: &Delivery,
    failure: &Failure,
) -> storage::Result<()> {
    let kind = delivery.door;
    let explained = failure.code.and_then(|code| {
        let explanation = cx.env.doors.get(kind)?.explain(code)?;
        Some((code, explanation))
    });
    let Some((code, explanation)) = explained else {
        return Ok(());
    };
    match explanation.effect {
        Some(Effect::LineNeedsAttention) => blame_door(cx, tx, kind, delivery, failure).await,
        Some(Effect::LineHeld) => hold(cx, tx, kind, delivery, (code, &explanation)).await,
        Some(Effect::ContactUnreachable) => warn(cx, tx, delivery, code).await,
        Some(Effect::WindowClosed) => close_window(cx, tx, delivery).await,
        Some(Effect::TemplateStale) => {
            let line = delivery.line_id;
            enqueue(tx, cx.now, &SyncTemplates { line }).await
        }
        Some(Effect::ContactOptedOut) => opt_out(cx, tx, delivery, failure).await,
        Some(Effect::OffersHeld) => hold_offers(cx, tx, delivery, (code, &explanation)).await,
        None => Ok(()),
    }
}

/// The line itself is at fault: nothing more is tried until somebody has looked.
async fn blame_door(
    cx: &Cx,
    tx: &mut Tx,
    kind: DoorKind,
    delivery: &Delivery,
    failure: &Failure,
) -> storage::Result<()> {
    let mut door = tx.doors().get(delivery.line_id, kind).await?;
    if door.state == DoorState::NeedsAttention {
        return Ok(());
    }
    // Somebody mended the line after this message had left: what leaves now will tell.
    let since_checked = delivery.sending_at.zip(door.checked_at);
    if since_checked.is_some_and(|(left, checked)| left < checked) {
        return Ok(());
    }
    door.state = DoorState::NeedsAttention;
    door.problem = Some(DoorProblem {
        code: failure.code.unwrap_or_default(),
        subcode: None,
        kind: None,
        trace_id: None,
        message: failure.title.clone(),
        details: failure.details.clone(),
        at: cx.now,
    });
    tx.doors().update(&door).await?;
    tx.emit(cx.event(EventKind::LineUpdated {
        line_id: delivery.line_id,
    }));
    Ok(())
}

/// The provider slows the whole line down: the others would only meet the same.
async fn hold(
    cx: &Cx,
    tx: &mut Tx,
    kind: DoorKind,
    delivery: &Delivery,
    (code, explanation): (i64, &Explanation),
) -> storage::Result<()> {
    let pause = explanation.pause.unwrap_or(SHORTEST_HOLD);
    let pause = pause.clamp(SHORTEST_HOLD, LONGEST_HOLD);
    let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_secs(2));
    let door = tx.doors().get(delivery.line_id, kind).await?;
    let until = cx.now.plus(pause);
    let known = tx.holds().find(door.id).await?;
    if known.is_some_and(|hold| hold.until >= until) {
        return Ok(());
    }
    tx.holds()
        .put(Hold {
            door_id: door.id,
            until,
            code,
        })
        .await?;
    tx.emit(cx.event(EventKind::LineUpdated {
        line_id: delivery.line_id,
    }));
    Ok(())
}

/// A warning, not a block: whoever writes to us can be reached again.
async fn warn(cx: &Cx, tx: &mut Tx, delivery: &Delivery, code: i64) -> storage::Result<()> {
    let conversation = tx.conversations().get(delivery.conversation_id).await?;
    let contact_id = canonical(tx, conversation.contact_id).await?;
    let warning = Warning {
        contact_id,
        at: cx.now,
        code,
    };
    tx.warnings().put(warning).await?;
    tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
    Ok(())
}

/// They told the provider that they want no offers.
async fn opt_out(
    cx: &Cx,
    tx: &mut Tx,
    delivery: &Delivery,
    failure: &Failure,
) -> storage::Result<()> {
    let conversation = tx.conversations().get(delivery.conversation_id).await?;
    let contact_id = canonical(tx, conversation.contact_id).await?;
    let wish = Preference {
        category: MARKETING.to_owned(),
        stopped: true,
        detail: failure.details.clone(),
        // By the provider's own time: a later wish may be here already, or wait behind this one.
        at: delivery.failed_at.unwrap_or(cx.now),
    };
    tx.put_preference(contact_id, &wish).await?;
    tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
    Ok(())
}

/// This person got enough offers from everybody; the next ones would only meet the same.
async fn hold_offers(
    cx: &Cx,
    tx: &mut Tx,
    delivery: &Delivery,
    (code, explanation): (i64, &Explanation),
) -> storage::Result<()> {
    let conversation = tx
        .conversations()
        .get_snapshot(delivery.conversation_id)
        .await?;
    let pause = explanation.pause.unwrap_or(LONGEST_HOLD);
    let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_hours(24));
    tx.put_offer_hold(OfferHold {
        contact_id: conversation.contact_id,
        until: cx.now.plus(pause),
        code,
    })
    .await
}

/// The provider counts the window in its own way, and its way decides.
async fn close_window(cx: &Cx, tx: &mut Tx, delivery: &Delivery) -> storage::Result<()> {
    let mut conversation = tx.conversations().get(delivery.conversation_id).await?;
    let sent_at = delivery.sending_at.unwrap_or(cx.now);
    let closed = sent_at.minus(domain::window::CARE);
    // What the customer wrote since opens it again.
    if conversation
        .last_inbound_at
        .is_none_or(|at| at <= closed || at > sent_at)
    {
        return Ok(());
    }
    conversation.last_inbound_at = Some(closed);
    let conversation_id = conversation.id;
    tx.conversations().put(&[conversation]).await?;
    tx.emit(cx.event(EventKind::ConversationUpdated { conversation_id }));
    Ok(())
}
