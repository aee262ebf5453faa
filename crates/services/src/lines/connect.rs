//! Connects a line through the Cloud API: the token must read the number first.

use super::proof::{self, ProofError};
use super::view::{self, LineView};
use crate::fields::Fields;
use crate::jobs::{SyncTemplates, enqueue};
use crate::{Cx, Refusal};
use domain::{
    DoorId, DoorKind, DoorState, EventKind, LineId, MetaAppId, Permission, QueueId, RoutingPolicy,
    UncertainPolicy,
};
use door::{Access, Inspection, Secret};
use storage::{Door, Line, Place, Tx};

#[derive(Clone, Debug)]
pub struct NewLine {
    pub name: String,
    /// `None` for the installation's own.
    pub meta_app_id: Option<MetaAppId>,
    pub phone_number_id: String,
    pub waba_id: String,
    pub access_token: Secret,
    /// `None` for the first queue.
    pub queue_id: Option<QueueId>,
}

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("this number is connected already; disconnect it there first")]
    NumberClaimed,
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

impl From<storage::Error> for ConnectError {
    fn from(error: storage::Error) -> Self {
        Refusal::from(error).into()
    }
}

/// Where the line will stand.
struct Home {
    meta_app_id: MetaAppId,
    queue_id: QueueId,
}

pub async fn connect(cx: &Cx, new: NewLine) -> Result<LineView, ConnectError> {
    cx.require(Permission::ConnectionsManage)?;
    let new = new.checked()?;
    let home = find_home(&mut cx.read().await?, &new).await?;
    let access = Access {
        phone_number_id: new.phone_number_id,
        waba_id: new.waba_id,
        token: new.access_token,
    };
    let inspection = proof::prove(proof::cloud(cx)?.as_ref(), &access).await?;
    let line = Line {
        id: LineId::new(),
        name: new.name,
        phone: proof::shown_phone(&inspection),
        queue_id: home.queue_id,
        enabled: true,
        uncertain_policy: UncertainPolicy::Ask,
        uncertain_after_minutes: 15,
        routing_policy: RoutingPolicy::Failover,
        unofficial_allowed_at: None,
        created_at: cx.now,
    };
    let door = proven_door(cx, &line, home.meta_app_id, access, &inspection).await?;
    let mut tx = cx.begin().await?;
    tx.lines().insert(&line).await?;
    tx.doors().insert(&door).await.map_err(refused_claim)?;
    // What may be sent to whoever has not written yet.
    enqueue(&mut tx, cx.now, &SyncTemplates { line: line.id }).await?;
    tx.emit(cx.event(EventKind::LineUpdated { line_id: line.id }));
    tx.routes_changed();
    let view = view::view(cx, &mut tx, line.id).await?;
    tx.commit().await?;
    Ok(view)
}

/// Not a word about who has the number: that is another organization's business.
fn refused_claim(error: storage::Error) -> ConnectError {
    if matches!(error, storage::Error::Conflict(_)) {
        return ConnectError::NumberClaimed;
    }
    error.into()
}

async fn find_home(tx: &mut Tx, new: &NewLine) -> Result<Home, Refusal> {
    let app = match new.meta_app_id {
        Some(id) => tx.meta_apps().find(id).await?,
        None => tx.meta_apps().find_installation_s().await?,
    };
    let app = app.ok_or_else(|| {
        Refusal::invalid(
            "meta_app_id",
            "not_found",
            "choose the Meta app that the number's webhooks come from",
        )
    })?;
    let queue = match new.queue_id {
        Some(id) => tx.queues().find(id).await?,
        None => tx.queues().list().await?.into_iter().next(),
    };
    let queue = queue
        .ok_or_else(|| Refusal::invalid("queue_id", "not_found", "choose a queue for the line"))?;
    Ok(Home {
        meta_app_id: app.id,
        queue_id: queue.id,
    })
}

async fn proven_door(
    cx: &Cx,
    line: &Line,
    app: MetaAppId,
    access: Access,
    inspection: &Inspection,
) -> storage::Result<Door> {
    let id = DoorId::new();
    let place = Place::door_token(cx.organization, id);
    let token = cx
        .env
        .vault
        .seal(
            &cx.env.store,
            &place,
            cx.now,
            access.token.expose().as_bytes(),
        )
        .await?;
    let mut door = Door {
        id,
        line_id: line.id,
        kind: DoorKind::Cloud,
        enabled: true,
        state: DoorState::Connected,
        meta_app_id: Some(app),
        phone_number_id: Some(access.phone_number_id),
        waba_id: Some(access.waba_id),
        token: Some(token),
        token_set_at: Some(cx.now),
        verified_name: None,
        quality_rating: None,
        throughput: None,
        messaging_limit: None,
        coexists: false,
        checked_at: Some(cx.now),
        problem: None,
        last_inbound_at: None,
        last_outbound_at: None,
        created_at: cx.now,
    };
    proof::note(&mut door, inspection);
    Ok(door)
}

impl NewLine {
    fn checked(self) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let checked = Self {
            name: fields.name("name", &self.name),
            phone_number_id: fields.meta_id("phone_number_id", &self.phone_number_id),
            waba_id: fields.meta_id("waba_id", &self.waba_id),
            access_token: fields.secret("access_token", &self.access_token),
            ..self
        };
        fields.finish()?;
        Ok(checked)
    }
}
