//! What the messages of a period would have cost under other choices.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::view::Money;
use domain::{Currency, Day, LineId, PriceCategory, RoutingPolicy};
use serde::{Deserialize, Serialize};
use services::spend::{Scenario, Simulation, SimulationLine, Sum};
use services::{Cx, spend};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct WhatIf {
    /// The history of these days.
    from: Option<Day>,
    to: Option<Day>,
    line_id: Option<LineId>,
    /// As if the lines chose by this policy, with both doors working; otherwise each message keeps its
    /// door.
    policy: Option<RoutingPolicy>,
    /// As if all of it happened on this day: with the rates that are in force then.
    date: Option<Day>,
    /// Percent of the messages that were; 100 if nothing is said.
    #[param(minimum = 1, maximum = 10000)]
    volume: Option<i64>,
}

/// What was, and what would have been.
#[derive(Serialize, ToSchema)]
pub(super) struct SpendSimulation {
    from: Day,
    to: Day,
    /// Of the history.
    messages: i64,
    data: Vec<SimulatedSpend>,
}

/// One category in one currency.
#[derive(Serialize, ToSchema)]
struct SimulatedSpend {
    category: PriceCategory,
    actual: SpendAmount,
    simulated: SpendAmount,
    /// Of the simulated messages: those through a linked phone.
    through_lite: i64,
    /// Those that no door would take.
    unsent: i64,
}

#[derive(Serialize, ToSchema)]
struct SpendAmount {
    money: Money,
    messages: i64,
    unpriced: i64,
}

/// Simulate other choices
///
/// Needs `spend.view`. Prices each message of a period again, by the rules that price the next one.
#[utoipa::path(
    get,
    path = "/spend/simulation",
    operation_id = "simulateSpend",
    tag = "Spend",
    params(WhatIf),
    responses(
        (status = 200, body = SpendSimulation),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`: the line"),
        (status = 422, description = "`invalid_request`, `too_many_messages`"),
    )
)]
pub(super) async fn simulate(
    cx: Cx,
    Query(what): Query<WhatIf>,
) -> Result<Json<SpendSimulation>, Problem> {
    let scenario = Scenario {
        from: what.from,
        to: what.to,
        line: what.line_id,
        policy: what.policy,
        date: what.date,
        volume: what.volume.unwrap_or(100),
    };
    Ok(Json(spend::simulate(&cx, scenario).await?.into()))
}

impl From<Simulation> for SpendSimulation {
    fn from(simulation: Simulation) -> Self {
        Self {
            from: simulation.from,
            to: simulation.to,
            messages: simulation.messages,
            data: simulation.lines.iter().map(simulated).collect(),
        }
    }
}

fn simulated(line: &SimulationLine) -> SimulatedSpend {
    SimulatedSpend {
        category: line.category,
        actual: amount(line.actual, line.currency),
        simulated: amount(line.simulated, line.currency),
        through_lite: line.through_lite,
        unsent: line.unsent,
    }
}

fn amount(sum: Sum, currency: Currency) -> SpendAmount {
    SpendAmount {
        money: domain::Money {
            micros: sum.micros,
            currency,
        }
        .into(),
        messages: sum.messages,
        unpriced: sum.unpriced,
    }
}
