//! Why a message took its door, and what it cost.

use super::quote::QuotedPrice;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Money;
use domain::route::Considered;
use domain::{
    ChargeState, Country, Currency, DoorKind, DoorVerdict, MessageId, PriceCategory, RouteRule,
    SenderKind, Time,
};
use serde::Serialize;
use services::messages::Why;
use services::{Cx, messages};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct MessageWhy {
    /// None for what was never handed over.
    charge: Option<MessageCharge>,
}

/// The door of a message, its price, and the alternatives.
#[derive(Serialize, ToSchema)]
struct MessageCharge {
    /// `expected` until the provider confirms it, `void` where it never arrived and costs nothing.
    state: ChargeState,
    door: DoorKind,
    /// Why this door.
    rule: Option<RouteRule>,
    sender: SenderKind,
    category: PriceCategory,
    country: Option<Country>,
    price: QuotedPrice,
    /// The doors as they were found at that moment.
    options: Vec<ConsideredDoor>,
    /// When it was handed over.
    at: Time,
}

#[derive(Serialize, ToSchema)]
struct ConsideredDoor {
    door: DoorKind,
    verdict: DoorVerdict,
    money: Option<Money>,
}

/// Ask why a message took its door
#[utoipa::path(
    get,
    path = "/messages/{message}/why",
    operation_id = "getMessageWhy",
    tag = "Messages",
    responses((status = 200, body = MessageWhy), (status = 404, description = "`not_found`"))
)]
pub(super) async fn why(cx: Cx, Path(id): Path<MessageId>) -> Result<Json<MessageWhy>, Problem> {
    let why = messages::why(&cx, id).await?;
    Ok(Json(MessageWhy {
        charge: why.map(MessageCharge::from),
    }))
}

impl From<Why> for MessageCharge {
    fn from(why: Why) -> Self {
        let charge = why.charge;
        let currency: Currency = charge.currency.parse().unwrap_or(Currency::USD);
        let money = |micros: i64| Money::from(domain::Money { micros, currency });
        let (rule, options) = why.route.map(|route| (route.rule, route.options)).unzip();
        let considered = |it: Considered| ConsideredDoor {
            door: it.door,
            verdict: it.verdict,
            money: it.price.map(money),
        };
        Self {
            state: charge.state,
            door: charge.door,
            rule,
            sender: charge.sender,
            category: charge.category,
            country: charge.country.parse().ok(),
            price: QuotedPrice {
                money: charge.micros.map(money),
                rule: charge.rule,
                card: charge.card,
                card_valid_from: charge.card_valid_from,
                market: charge.market,
            },
            options: options
                .unwrap_or_default()
                .into_iter()
                .map(considered)
                .collect(),
            at: charge.at,
        }
    }
}
