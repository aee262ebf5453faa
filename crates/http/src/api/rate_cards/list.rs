//! Every rate card.

use super::view::RateCard;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, rate_cards};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct RateCards {
    data: Vec<RateCard>,
}

/// List the rate cards
///
/// Needs `spend.view`. The youngest comes first.
#[utoipa::path(
    get,
    path = "/rate-cards",
    operation_id = "listRateCards",
    tag = "Spend",
    responses((status = 200, body = RateCards), (status = 403, description = "`forbidden`"))
)]
pub(super) async fn list(cx: Cx) -> Result<Json<RateCards>, Problem> {
    let cards = rate_cards::list(&cx).await?;
    Ok(Json(RateCards {
        data: cards.into_iter().map(RateCard::from).collect(),
    }))
}
