//! The sums of a period.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::view::Money;
use domain::{Currency, Day, LineId, SpendBy};
use serde::{Deserialize, Serialize};
use services::spend::{SpendQuery, SpendReport, SpendSum, Total};
use services::{Cx, spend};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct SpendOf {
    /// By day if nothing is said.
    by: Option<SpendBy>,
    /// The first day, in the organization's time zone; that of the month if nothing is said.
    from: Option<Day>,
    /// The last day; today if nothing is said.
    to: Option<Day>,
    line_id: Option<LineId>,
}

/// What was spent in a period. A message counts from its handing over; once it failed, no more.
#[derive(Serialize, ToSchema)]
pub(super) struct Spend {
    by: SpendBy,
    from: Day,
    to: Day,
    data: Vec<SpendRow>,
    /// One a currency.
    totals: Vec<SpendTotal>,
}

#[derive(Serialize, ToSchema)]
struct SpendRow {
    /// The day, door, category, country or sender; empty for a country that is not known.
    key: Option<String>,
    /// The line, where the sums are by line.
    line_id: Option<LineId>,
    money: Money,
    messages: i64,
    /// Those of unknown price, which the money leaves out.
    unpriced: i64,
}

#[derive(Serialize, ToSchema)]
struct SpendTotal {
    money: Money,
    messages: i64,
    unpriced: i64,
}

/// Read what was spent
///
/// Needs `spend.view`.
#[utoipa::path(
    get,
    path = "/spend",
    operation_id = "getSpend",
    tag = "Spend",
    params(SpendOf),
    responses(
        (status = 200, body = Spend),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`: the line"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn report(cx: Cx, Query(of): Query<SpendOf>) -> Result<Json<Spend>, Problem> {
    let query = SpendQuery {
        by: of.by.unwrap_or(SpendBy::Day),
        from: of.from,
        to: of.to,
        line: of.line_id,
    };
    Ok(Json(spend::report(&cx, query).await?.into()))
}

impl From<SpendReport> for Spend {
    fn from(report: SpendReport) -> Self {
        Self {
            by: report.by,
            from: report.from,
            to: report.to,
            data: report.sums.into_iter().map(SpendRow::from).collect(),
            totals: report.totals.into_iter().map(SpendTotal::from).collect(),
        }
    }
}

impl From<SpendSum> for SpendRow {
    fn from(sum: SpendSum) -> Self {
        let currency = sum.currency.parse().unwrap_or(Currency::USD);
        Self {
            key: sum.key,
            line_id: sum.line_id,
            money: domain::Money {
                micros: sum.micros,
                currency,
            }
            .into(),
            messages: sum.messages,
            unpriced: sum.unpriced,
        }
    }
}

impl From<Total> for SpendTotal {
    fn from(total: Total) -> Self {
        Self {
            money: total.money.into(),
            messages: total.messages,
            unpriced: total.unpriced,
        }
    }
}
