//! Renames a line, moves it to another queue, enables or disables it, or changes its token; a new token
//! must read the number first.

use super::proof::{self, ProofError};
use super::view::{self, LineView};
use crate::fields::Fields;
use crate::jobs::{SyncTemplates, enqueue};
use crate::{Caller, Cx, Refusal};
use domain::{
    DoorKind, DoorState, EventKind, LineId, Permission, QueueId, Role, RoutingPolicy,
    UncertainPolicy,
};
use door::{Access, Inspection, Secret};
use std::ops::RangeInclusive;
use storage::{Door, Line, Place, Tx};

/// Sooner, a status that only takes its time would be taken for lost.
const UNCERTAIN_AFTER: RangeInclusive<i64> = 5..=1440;

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct LineChanges {
    pub name: Option<String>,
    pub queue_id: Option<QueueId>,
    pub enabled: Option<bool>,
    pub uncertain_policy: Option<UncertainPolicy>,
    pub uncertain_after_minutes: Option<i64>,
    pub routing_policy: Option<RoutingPolicy>,
    /// Whether unofficial doors may send; an owner's own word.
    pub unofficial_allowed: Option<bool>,
    pub access_token: Option<Secret>,
}

#[derive(Debug, thiserror::Error)]
pub enum UpdateLineError {
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error("only an owner of the organization can allow unofficial doors")]
    OwnerNeeded,
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

impl From<storage::Error> for UpdateLineError {
    fn from(error: storage::Error) -> Self {
        Refusal::from(error).into()
    }
}

/// A token that read its number, sealed for its door.
struct NewToken {
    sealed: Vec<u8>,
    inspection: Inspection,
}

pub async fn update(
    cx: &Cx,
    id: LineId,
    changes: LineChanges,
) -> Result<LineView, UpdateLineError> {
    cx.require(Permission::ConnectionsManage)?;
    let changes = changes.checked()?;
    let is_owner = matches!(
        &cx.caller,
        Caller::Member {
            role: Role::Owner,
            ..
        } | Caller::System
    );
    if changes.unofficial_allowed == Some(true) && !is_owner {
        return Err(UpdateLineError::OwnerNeeded);
    }
    let token = match &changes.access_token {
        Some(token) => Some(prove(cx, id, token).await?),
        None => None,
    };
    let mut tx = cx.begin().await?;
    let mut line = tx.lines().get(id).await?;
    if let Some(token) = token {
        line.phone = proof::shown_phone(&token.inspection).or(line.phone);
        let mut door = tx.doors().get(id, DoorKind::Cloud).await?;
        take_token(cx, &mut door, token);
        tx.doors().update(&door).await?;
        // Nothing could be read with one that was dead.
        enqueue(&mut tx, cx.now, &SyncTemplates { line: id }).await?;
    }
    apply(cx, &mut tx, &mut line, changes).await?;
    tx.lines().update(&line).await?;
    tx.emit(cx.event(EventKind::LineUpdated { line_id: id }));
    tx.wake_line(id);
    tx.routes_changed();
    let view = view::view(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(view)
}

async fn prove(cx: &Cx, line: LineId, token: &Secret) -> Result<NewToken, UpdateLineError> {
    let mut tx = cx.read().await?;
    tx.lines().get(line).await?;
    let door = tx.doors().get(line, DoorKind::Cloud).await?;
    drop(tx);
    let (Some(phone_number_id), Some(waba_id)) = (door.phone_number_id, door.waba_id) else {
        return Err(Refusal::NotFound("door").into());
    };
    let access = Access {
        phone_number_id,
        waba_id,
        token: token.clone(),
    };
    let inspection = proof::prove(proof::cloud(cx)?.as_ref(), &access).await?;
    let place = Place::door_token(cx.organization, door.id);
    let sealed = cx
        .env
        .vault
        .seal(&cx.env.store, &place, cx.now, token.expose().as_bytes())
        .await?;
    Ok(NewToken { sealed, inspection })
}

fn take_token(cx: &Cx, door: &mut Door, token: NewToken) {
    proof::note(door, &token.inspection);
    door.token = Some(token.sealed);
    door.token_set_at = Some(cx.now);
    door.checked_at = Some(cx.now);
    door.state = DoorState::Connected;
    door.problem = None;
}

async fn apply(cx: &Cx, tx: &mut Tx, line: &mut Line, changes: LineChanges) -> Result<(), Refusal> {
    if let Some(name) = changes.name {
        line.name = name;
    }
    if let Some(enabled) = changes.enabled {
        line.enabled = enabled;
    }
    if let Some(policy) = changes.uncertain_policy {
        line.uncertain_policy = policy;
    }
    if let Some(minutes) = changes.uncertain_after_minutes {
        line.uncertain_after_minutes = minutes;
    }
    if let Some(policy) = changes.routing_policy {
        line.routing_policy = policy;
    }
    if let Some(allowed) = changes.unofficial_allowed {
        let since = line.unofficial_allowed_at.unwrap_or(cx.now);
        line.unofficial_allowed_at = allowed.then_some(since);
    }
    if let Some(queue) = changes.queue_id {
        let found = tx.queues().find(queue).await?;
        let found = found.ok_or_else(|| {
            Refusal::invalid("queue_id", "not_found", "choose a queue for the line")
        })?;
        line.queue_id = found.id;
    }
    Ok(())
}

impl LineChanges {
    fn checked(self) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let checked = Self {
            name: self.name.map(|name| fields.name("name", &name)),
            access_token: self
                .access_token
                .map(|token| fields.secret("access_token", &token)),
            ..self
        };
        if let Some(minutes) = self.uncertain_after_minutes {
            fields.within("uncertain_after_minutes", minutes, UNCERTAIN_AFTER);
        }
        fields.finish()?;
        Ok(checked)
    }
}
