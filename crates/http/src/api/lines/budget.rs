//! What a line may spend in a calendar month.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::{Line, Money};
use domain::LineId;
use serde::Deserialize;
use services::lines::SetBudget;
use services::{Cx, Refusal, lines};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBudget {
    money: Money,
    /// Percent of it at which people are warned.
    #[schema(minimum = 1, maximum = 100, example = 80)]
    warn_at: i64,
    /// Whether messages that cost something stop once it is spent. What is free goes on.
    stops: bool,
}

/// Set a line's budget
///
/// Needs `spend.manage`. It counts by calendar month, in the organization's time zone. A message whose
/// price is not known does not count.
#[utoipa::path(
    put,
    path = "/lines/{line}/budget",
    operation_id = "setBudget",
    tag = "Spend",
    responses(
        (status = 200, body = Line),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn set(
    cx: Cx,
    Path(line): Path<LineId>,
    Json(body): Json<NewBudget>,
) -> Result<Json<Line>, Problem> {
    let currency = body.money.currency;
    let money = domain::Money::parse(&body.money.amount, currency)
        .map_err(|error| Refusal::invalid("money.amount", "invalid", error.to_string()))?;
    let wanted = SetBudget {
        money,
        warn_at: body.warn_at,
        stops: body.stops,
    };
    Ok(Json(lines::set_budget(&cx, line, wanted).await?.into()))
}

/// Take a line's budget away
///
/// Needs `spend.manage`. Taking away what is not there changes nothing.
#[utoipa::path(
    delete,
    path = "/lines/{line}/budget",
    operation_id = "removeBudget",
    tag = "Spend",
    responses(
        (status = 200, body = Line),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn remove(cx: Cx, Path(line): Path<LineId>) -> Result<Json<Line>, Problem> {
    Ok(Json(lines::remove_budget(&cx, line).await?.into()))
}
