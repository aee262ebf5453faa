//! Whether a message may go out now: the line's door, and the customer-care window.

use super::SendError;
use crate::Cx;
use domain::{DoorKind, DoorState, MessageKind, Window, WindowState};
use storage::Tx;
use storage::inbox::Conversation;

pub(super) async fn check_door(tx: &mut Tx, conversation: &Conversation) -> Result<(), SendError> {
    let line = tx.lines().get(conversation.line_id).await?;
    let door = tx.doors().get(line.id, DoorKind::Cloud).await?;
    if !line.enabled || !door.enabled {
        return Err(SendError::LineDisabled);
    }
    if door.state == DoorState::NeedsAttention {
        let reason = door.problem.map_or_else(
            || "the last check failed".to_owned(),
            |problem| problem.message,
        );
        return Err(SendError::DoorUnavailable { reason });
    }
    Ok(())
}

/// What the line's door can't say is refused before anything is stored.
pub(super) fn check_kind(cx: &Cx, kind: MessageKind) -> Result<(), SendError> {
    let offered = cx
        .env
        .doors
        .get(DoorKind::Cloud)
        .is_some_and(|door| door.capabilities().kinds.contains(&kind));
    if offered {
        return Ok(());
    }
    Err(SendError::KindNotOffered { kind })
}

/// Templates go out at any time; everything else within the window.
pub(super) fn check_window(
    cx: &Cx,
    conversation: &Conversation,
    kind: MessageKind,
) -> Result<(), SendError> {
    check_window_of(cx, conversation.window(), kind)
}

pub(super) fn check_window_of(cx: &Cx, window: Window, kind: MessageKind) -> Result<(), SendError> {
    if kind == MessageKind::Template {
        return Ok(());
    }
    match (window.state(cx.now), window.closes_at()) {
        (WindowState::Open, _) => Ok(()),
        (WindowState::Closed, Some(closed_at)) => Err(SendError::WindowClosed { closed_at }),
        (WindowState::Closed, None) => Err(SendError::WindowNeverOpened),
    }
}
