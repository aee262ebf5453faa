//! The way of a message that goes out once more: its line, and the door that it takes.

use super::allowed::check_window_of;
use super::{FailedError, SendError};
use crate::Cx;
use domain::{DoorKind, DoorState, LineId, MessageKind, Window};
use storage::{Door, Line, Tx};

pub(super) struct Way {
    line: Line,
    kind: DoorKind,
    door: Option<Door>,
}

impl Way {
    pub(super) async fn find(tx: &mut Tx, line: LineId, kind: DoorKind) -> storage::Result<Self> {
        let doors = tx.doors().list_of_line(line).await?;
        Ok(Self {
            line: tx.lines().get(line).await?,
            kind,
            door: doors.into_iter().find(|door| door.kind == kind),
        })
    }

    /// Whether a message of this kind may take it now.
    pub(super) fn check(
        &self,
        cx: &Cx,
        kind: MessageKind,
        window: Window,
    ) -> Result<(), FailedError> {
        let door = self.kind;
        let (Some(record), Some(provider)) = (&self.door, cx.env.doors.get(door)) else {
            return Err(FailedError::NoSuchDoor { door });
        };
        if !self.line.enabled || !record.enabled {
            return Err(SendError::LineDisabled.into());
        }
        if record.state == DoorState::NeedsAttention {
            let problem = record.problem.as_ref();
            let reason = problem.map_or("the last check failed", |it| it.message.as_str());
            return Err(SendError::DoorUnavailable {
                reason: reason.to_owned(),
            }
            .into());
        }
        let capabilities = provider.capabilities();
        if !capabilities.kinds.contains(&kind) {
            return Err(SendError::KindNotOffered { kind }.into());
        }
        if capabilities.care_window {
            check_window_of(cx, window, kind)?;
        }
        Ok(())
    }
}
