//! A line with its doors.

use super::capabilities::Capabilities;
use super::{Money, Text3};
use domain::{
    BreakerState, BudgetState, DoorId, DoorKind, DoorState, LineId, MetaAppId, QueueId,
    RoutingPolicy, Time, UncertainPolicy,
};
use serde::Serialize;
use services::lines::{BudgetView, DoorView, LineView, ProblemView, QueueName, WebhookAddress};
use utoipa::ToSchema;

/// A number that customers write to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Line {
    id: LineId,
    #[schema(example = "Ventas")]
    name: String,
    #[schema(example = "+525555550100")]
    phone: Option<String>,
    enabled: bool,
    /// What becomes of a message whose fate is not known.
    uncertain_policy: UncertainPolicy,
    uncertain_after_minutes: i64,
    /// How it chooses among its doors.
    routing_policy: RoutingPolicy,
    /// Since when an owner lets unofficial doors send.
    unofficial_allowed_at: Option<Time>,
    budget: Option<LineBudget>,
    queue: LineQueue,
    doors: Vec<Door>,
    created_at: Time,
}

/// What the line may spend in a calendar month, and what it spent in this one.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct LineBudget {
    money: Money,
    /// Percent of it at which people are warned.
    #[schema(example = 80)]
    warn_at: i64,
    /// Whether messages that cost something stop once it is spent.
    stops: bool,
    spent: Money,
    state: BudgetState,
}

/// Where the line's tickets stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct LineQueue {
    id: QueueId,
    name: String,
}

/// One way to reach a line. The provider's ids and the webhook need `connections.view`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Door {
    id: DoorId,
    kind: DoorKind,
    enabled: bool,
    state: DoorState,
    #[schema(example = "106540352242922")]
    phone_number_id: Option<String>,
    #[schema(example = "102290129340398")]
    waba_id: Option<String>,
    meta_app_id: Option<MetaAppId>,
    #[schema(example = "Azulejos Talavera")]
    verified_name: Option<String>,
    #[schema(example = "GREEN")]
    quality_rating: Option<String>,
    #[schema(example = "STANDARD")]
    throughput: Option<String>,
    /// How many people a day may be written to first, in Meta's words.
    #[schema(example = "TIER_2K")]
    messaging_limit: Option<String>,
    /// The import of the phone's history, for a line in coexistence.
    history: Option<DoorHistory>,
    /// When the provider was last asked.
    checked_at: Option<Time>,
    error: Option<DoorError>,
    last_inbound_at: Option<Time>,
    last_outbound_at: Option<Time>,
    /// The provider slows the line down: nothing leaves before.
    held_until: Option<Time>,
    /// Why it does.
    held_because: Option<Text3>,
    /// `open` while the provider does not answer: nothing leaves until it does.
    breaker: BreakerState,
    /// While it is open: when the provider is asked again.
    asked_again_at: Option<Time>,
    webhook: Option<Webhook>,
    /// What may be sent.
    capabilities: Option<Capabilities>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct DoorHistory {
    /// `importing`, `done` or `declined`.
    #[schema(example = "importing")]
    state: String,
    /// Percent.
    #[schema(example = 55)]
    progress: i64,
}

/// What the provider said when the door was last asked in vain, or told of its own accord. On a
/// door that is connected it is a warning.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct DoorError {
    /// The provider's code; 0 where it gave none.
    #[schema(example = 190)]
    code: i64,
    message: String,
    details: Option<String>,
    cause: Option<Text3>,
    action: Option<Text3>,
    at: Time,
}

/// What is copied into the app's settings at Meta.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Webhook {
    url: String,
    verify_token: String,
    /// The fields to subscribe to.
    #[schema(example = json!(["account_update", "messages"]))]
    fields: Vec<&'static str>,
}

impl From<LineView> for Line {
    fn from(view: LineView) -> Self {
        Self {
            id: view.id,
            name: view.name,
            phone: view.phone.map(|phone| phone.to_string()),
            enabled: view.enabled,
            uncertain_policy: view.uncertain_policy,
            uncertain_after_minutes: view.uncertain_after_minutes,
            routing_policy: view.routing_policy,
            unofficial_allowed_at: view.unofficial_allowed_at,
            budget: view.budget.map(LineBudget::from),
            queue: view.queue.into(),
            doors: view.doors.into_iter().map(Door::from).collect(),
            created_at: view.created_at,
        }
    }
}

impl From<BudgetView> for LineBudget {
    fn from(view: BudgetView) -> Self {
        Self {
            money: view.money.into(),
            warn_at: view.warn_at,
            stops: view.stops,
            spent: view.spent.into(),
            state: view.state,
        }
    }
}

impl From<QueueName> for LineQueue {
    fn from(queue: QueueName) -> Self {
        Self {
            id: queue.id,
            name: queue.name,
        }
    }
}

impl From<DoorView> for Door {
    fn from(view: DoorView) -> Self {
        Self {
            id: view.id,
            kind: view.kind,
            enabled: view.enabled,
            state: view.state,
            phone_number_id: view.phone_number_id,
            waba_id: view.waba_id,
            meta_app_id: view.meta_app_id,
            verified_name: view.verified_name,
            quality_rating: view.quality_rating,
            throughput: view.throughput,
            messaging_limit: view.messaging_limit,
            history: view.history.map(|history| DoorHistory {
                state: history.state,
                progress: history.progress,
            }),
            checked_at: view.checked_at,
            error: view.problem.map(DoorError::from),
            last_inbound_at: view.last_inbound_at,
            last_outbound_at: view.last_outbound_at,
            held_until: view.held_until,
            held_because: view.held_because.map(Text3::from),
            breaker: view.breaker,
            asked_again_at: view.asked_again_at,
            webhook: view.webhook.map(Webhook::from),
            capabilities: view.capabilities.map(Capabilities::from),
        }
    }
}

impl From<ProblemView> for DoorError {
    fn from(problem: ProblemView) -> Self {
        Self {
            code: problem.code,
            message: problem.message,
            details: problem.details,
            cause: problem.cause.map(Text3::from),
            action: problem.action.map(Text3::from),
            at: problem.at,
        }
    }
}

impl From<WebhookAddress> for Webhook {
    fn from(address: WebhookAddress) -> Self {
        Self {
            url: address.url,
            verify_token: address.verify_token,
            fields: address.fields,
        }
    }
}
