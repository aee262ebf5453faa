//! Takes an organization's own rate card in.

use super::view::RateCard;
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use services::{Cx, rate_cards};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRateCard {
    /// In the form of the cards in `crates/domain/data/rates`: `name`, `source`, `valid_from`,
    /// `currency`, `service`, `markets` with `countries` and `rates`.
    #[schema(
        value_type = std::collections::HashMap<String, Value>,
        example = json!({
            "name": "Our contract",
            "source": "Contract of 2026-09-01",
            "valid_from": "2026-10-01",
            "currency": "MXN",
            "service": {
                "charged_from": "2026-10-01", "rate_of": "utility", "free_a_month": 1000,
                "source": "Contract of 2026-09-01"
            },
            "markets": [{
                "name": "México", "countries": ["MX"],
                "rates": { "marketing": "0.7200", "utility": "0.1500" }
            }]
        })
    )]
    card: Value,
}

/// Load a rate card of your own
///
/// Needs `spend.manage`. From its first day on it goes before the cards that come with the house.
#[utoipa::path(
    post,
    path = "/rate-cards",
    operation_id = "loadRateCard",
    tag = "Spend",
    responses(
        (status = 201, body = RateCard),
        (status = 403, description = "`forbidden`"),
        (status = 422, description = "`invalid_request` with `invalid_rate_card` or `too_many`"),
    )
)]
pub(super) async fn load(
    cx: Cx,
    Json(body): Json<NewRateCard>,
) -> Result<(StatusCode, Json<RateCard>), Problem> {
    let loaded = rate_cards::load(&cx, &body.card.to_string()).await?;
    Ok((StatusCode::CREATED, Json(loaded.into())))
}
