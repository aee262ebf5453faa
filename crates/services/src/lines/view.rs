//! A line with its doors, as people see it.

use super::budget::{self, BudgetView};
use super::proof;
use crate::meta_apps::webhook_url;
use crate::{Cx, Env};
use domain::{
    BreakerState, DoorId, DoorKind, DoorProblem, DoorState, LineId, MetaAppId, Permission,
    PhoneNumber, QueueId, RoutingPolicy, Text3, Time, UncertainPolicy,
};
use door::Capabilities;
use std::collections::HashMap;
use storage::inbox::DoorPace;
use storage::{Door, Hold, Line, MetaApp, Queue, Tx};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    pub id: LineId,
    pub name: String,
    pub phone: Option<PhoneNumber>,
    pub enabled: bool,
    pub uncertain_policy: UncertainPolicy,
    pub uncertain_after_minutes: i64,
    pub routing_policy: RoutingPolicy,
    pub unofficial_allowed_at: Option<Time>,
    pub budget: Option<BudgetView>,
    pub queue: QueueName,
    pub doors: Vec<DoorView>,
    pub created_at: Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueName {
    pub id: QueueId,
    pub name: String,
}

/// A door; the provider's ids and the webhook are for those who may see connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorView {
    pub id: DoorId,
    pub kind: DoorKind,
    pub enabled: bool,
    pub state: DoorState,
    pub phone_number_id: Option<String>,
    pub waba_id: Option<String>,
    pub meta_app_id: Option<MetaAppId>,
    pub verified_name: Option<String>,
    pub quality_rating: Option<String>,
    pub throughput: Option<String>,
    pub messaging_limit: Option<String>,
    pub history: Option<HistoryView>,
    pub checked_at: Option<Time>,
    pub problem: Option<ProblemView>,
    pub last_inbound_at: Option<Time>,
    pub last_outbound_at: Option<Time>,
    /// The provider slows it down: nothing leaves before.
    pub held_until: Option<Time>,
    pub held_because: Option<Text3>,
    /// Whether the provider answers.
    pub breaker: BreakerState,
    /// While it does not: when it is asked again.
    pub asked_again_at: Option<Time>,
    pub webhook: Option<WebhookAddress>,
    /// What a composer may offer.
    pub capabilities: Option<Capabilities>,
}

/// How far the import of the phone's history is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryView {
    /// `importing`, `done`, `declined`.
    pub state: String,
    /// Percent.
    pub progress: i64,
}

/// The provider's own words, and what they mean to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemView {
    pub code: i64,
    pub message: String,
    pub details: Option<String>,
    pub cause: Option<Text3>,
    pub action: Option<Text3>,
    pub at: Time,
}

/// What is copied into the app's settings at Meta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAddress {
    pub url: String,
    pub verify_token: String,
    /// The fields to subscribe to.
    pub fields: Vec<&'static str>,
}

/// What lines are shown with, read once for all of them.
pub(super) struct Shown<'a> {
    env: &'a Env,
    sees_connections: bool,
    queues: HashMap<QueueId, Queue>,
    apps: HashMap<MetaAppId, MetaApp>,
    holds: HashMap<DoorId, Hold>,
    paces: HashMap<DoorId, DoorPace>,
    histories: HashMap<DoorId, HistoryView>,
    budgets: HashMap<LineId, BudgetView>,
}

impl<'a> Shown<'a> {
    pub(super) async fn read(cx: &'a Cx, tx: &mut Tx) -> storage::Result<Self> {
        let queues = tx.queues().list().await?;
        let apps = tx.meta_apps().list().await?;
        let holds = tx.holds().list(cx.now).await?;
        let paces = tx.door_paces().await?;
        let histories = tx.doors().histories().await?;
        Ok(Self {
            env: &cx.env,
            budgets: budget::views(cx, tx).await?,
            sees_connections: cx.has(Permission::ConnectionsView),
            queues: queues.into_iter().map(|queue| (queue.id, queue)).collect(),
            apps: apps.into_iter().map(|app| (app.id, app)).collect(),
            paces: paces.into_iter().map(|pace| (pace.door_id, pace)).collect(),
            holds: holds.into_iter().map(|hold| (hold.door_id, hold)).collect(),
            histories: histories
                .into_iter()
                .map(|(id, state, progress)| (id, HistoryView { state, progress }))
                .collect(),
        })
    }

    pub(super) fn line(&self, line: Line, doors: Vec<Door>) -> LineView {
        let queue = self.queues.get(&line.queue_id);
        LineView {
            id: line.id,
            name: line.name,
            phone: line.phone,
            enabled: line.enabled,
            uncertain_policy: line.uncertain_policy,
            uncertain_after_minutes: line.uncertain_after_minutes,
            routing_policy: line.routing_policy,
            unofficial_allowed_at: line.unofficial_allowed_at,
            budget: self.budgets.get(&line.id).cloned(),
            queue: QueueName {
                id: line.queue_id,
                name: queue.map(|queue| queue.name.clone()).unwrap_or_default(),
            },
            doors: doors
                .into_iter()
                .map(|door| self.door(line.enabled, door))
                .collect(),
            created_at: line.created_at,
        }
    }

    fn door(&self, line_enabled: bool, door: Door) -> DoorView {
        let open = line_enabled && door.enabled;
        let app = door
            .meta_app_id
            .and_then(|id| self.apps.get(&id))
            .filter(|_| self.sees_connections);
        let problem = door.problem.map(|problem| self.problem(door.kind, problem));
        let provider = self.env.doors.get(door.kind);
        let hold = self.holds.get(&door.id);
        let breaker = self.paces.get(&door.id).map(|pace| pace.breaker);
        DoorView {
            id: door.id,
            kind: door.kind,
            enabled: door.enabled,
            state: if open {
                door.state
            } else {
                DoorState::Disabled
            },
            phone_number_id: door.phone_number_id.filter(|_| self.sees_connections),
            waba_id: door.waba_id.filter(|_| self.sees_connections),
            meta_app_id: door.meta_app_id.filter(|_| self.sees_connections),
            verified_name: door.verified_name,
            quality_rating: door.quality_rating,
            throughput: door.throughput,
            messaging_limit: door.messaging_limit,
            history: self.histories.get(&door.id).cloned(),
            checked_at: door.checked_at,
            problem,
            last_inbound_at: door.last_inbound_at,
            last_outbound_at: door.last_outbound_at,
            held_until: hold.map(|hold| hold.until),
            held_because: hold.and_then(|hold| Some(provider?.explain(hold.code)?.cause)),
            breaker: breaker.map_or(BreakerState::Closed, |it| it.state),
            asked_again_at: breaker.and_then(|it| it.until),
            capabilities: provider.map(|it| it.capabilities()),
            webhook: app.map(|app| WebhookAddress {
                url: webhook_url(self.env, app.id),
                verify_token: app.verify_token.clone(),
                fields: provider.map_or_else(Vec::new, |it| it.webhook_fields()),
            }),
        }
    }

    fn problem(&self, kind: DoorKind, problem: DoorProblem) -> ProblemView {
        let door = self.env.doors.get(kind);
        let explanation = door.and_then(|door| proof::explain(door.as_ref(), &problem));
        let (cause, action) = explanation.map(|it| (it.cause, it.action)).unzip();
        ProblemView {
            code: problem.code,
            message: problem.message,
            details: problem.details,
            cause,
            action,
            at: problem.at,
        }
    }
}

/// One line as the caller may see it.
pub(super) async fn view(cx: &Cx, tx: &mut Tx, id: LineId) -> storage::Result<LineView> {
    let line = tx.lines().get(id).await?;
    let doors = tx.doors().list_of_line(id).await?;
    Ok(Shown::read(cx, tx).await?.line(line, doors))
}
