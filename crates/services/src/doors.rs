//! A line's door, opened: with the access that its provider wants.

use crate::Env;
use domain::{DoorId, DoorKind, DoorState, LineId};
use door::{Access, Door, Secret};
use std::sync::Arc;
use storage::{Place, Tx};

/// A door and what it needs to reach its provider.
pub(crate) struct OpenDoor {
    pub(crate) id: DoorId,
    pub(crate) state: DoorState,
    pub(crate) door: Arc<dyn Door>,
    pub(crate) access: Access,
}

/// The line's door; `None` where it is disabled or has no token yet.
pub(crate) async fn open_door(
    env: &Env,
    tx: &mut Tx,
    line: LineId,
) -> storage::Result<Option<OpenDoor>> {
    let kind = DoorKind::Cloud;
    let record = tx.doors().get(line, kind).await?;
    let enabled = record.enabled && tx.lines().get(line).await?.enabled;
    let (Some(sealed), Some(door), true) = (&record.token, env.doors.get(kind), enabled) else {
        return Ok(None);
    };
    let place = Place::door_token(tx.organization(), record.id);
    let token = env.vault.open_text(&env.store, &place, sealed).await?;
    let access = Access {
        phone_number_id: record.phone_number_id.unwrap_or_default(),
        waba_id: record.waba_id.unwrap_or_default(),
        token: Secret::new(token.as_str()),
    };
    Ok(Some(OpenDoor {
        id: record.id,
        state: record.state,
        door: Arc::clone(door),
        access,
    }))
}
