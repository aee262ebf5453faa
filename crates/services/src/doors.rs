//! A line's doors, opened: with the access that their providers want.

use crate::Env;
use crate::routing::Router;
use domain::limit::{Rate, Tier, messages_a_second, throughput};
use domain::{DoorId, DoorKind, DoorState, LineId};
use door::{Access, Door, Secret};
use std::sync::Arc;
use storage::{Door as DoorRecord, Place, Tx};

/// A door and what it needs to reach its provider.
pub(crate) struct OpenDoor {
    pub(crate) id: DoorId,
    pub(crate) kind: DoorKind,
    pub(crate) state: DoorState,
    pub(crate) door: Arc<dyn Door>,
    pub(crate) access: Access,
    /// How fast the provider takes messages.
    pub(crate) rate: Rate,
    /// What the provider takes in a second; the rate stays below it.
    pub(crate) limit: u32,
    /// How many people a day may be written to first.
    pub(crate) tier: Option<Tier>,
}

/// The line's door to the Cloud API; `None` where it is disabled or has no token yet.
pub(crate) async fn open_door(
    env: &Env,
    tx: &mut Tx,
    line: LineId,
) -> storage::Result<Option<OpenDoor>> {
    let record = tx.doors().get(line, DoorKind::Cloud).await?;
    let enabled = tx.lines().get(line).await?.enabled;
    if !enabled {
        return Ok(None);
    }
    open(env, tx, record).await
}

/// Every door of a router's line through which something may leave.
pub(crate) async fn open_doors(
    env: &Env,
    tx: &Tx,
    router: &mut Router,
) -> storage::Result<Vec<Arc<OpenDoor>>> {
    let mut opened = Vec::new();
    if !router.line.enabled {
        return Ok(opened);
    }
    for record in std::mem::take(&mut router.records) {
        opened.extend(open(env, tx, record).await?.map(Arc::new));
    }
    Ok(opened)
}

async fn open(env: &Env, tx: &Tx, record: DoorRecord) -> storage::Result<Option<OpenDoor>> {
    let (Some(sealed), Some(door), true) =
        (&record.token, env.doors.get(record.kind), record.enabled)
    else {
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
        kind: record.kind,
        state: record.state,
        door: Arc::clone(door),
        access,
        rate: throughput(record.throughput.as_deref(), record.coexists),
        limit: messages_a_second(record.throughput.as_deref(), record.coexists),
        tier: record.messaging_limit.as_deref().map(Tier::of),
    }))
}
