//! A rate card as JSON.

use crate::view::Money;
use domain::price::Market;
use domain::{Country, Currency, PriceCategory, RateCardId, Time};
use serde::Serialize;
use services::rate_cards::CardView;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Dated prices by market and category.
#[derive(Serialize, ToSchema)]
pub(super) struct RateCard {
    /// None for a card that comes with the house.
    id: Option<RateCardId>,
    #[schema(example = "Meta USD 2026-10-01")]
    name: String,
    /// Where its numbers are from.
    source: String,
    valid_from: Time,
    currency: Currency,
    /// Whether the next message is priced by it.
    in_force: bool,
    loaded_at: Option<Time>,
    service: ServiceTerms,
    markets: Vec<RateMarket>,
}

/// What is charged for messages that are no template.
#[derive(Serialize, ToSchema)]
struct ServiceTerms {
    charged_from: Time,
    /// Messages of a number that are free in a calendar month.
    #[schema(example = 1000)]
    free_a_month: u32,
    source: String,
}

#[derive(Serialize, ToSchema)]
struct RateMarket {
    #[schema(example = "Mexico")]
    name: String,
    countries: Vec<Country>,
    /// For every country that no other market names.
    is_default: bool,
    rates: BTreeMap<PriceCategory, Money>,
}

impl From<CardView> for RateCard {
    fn from(view: CardView) -> Self {
        let card = view.card;
        let service = card.service();
        Self {
            id: view.id,
            name: card.name().to_owned(),
            source: card.source().to_owned(),
            valid_from: card.valid_from(),
            currency: card.currency(),
            in_force: view.in_force,
            loaded_at: view.loaded_at,
            service: ServiceTerms {
                charged_from: service.charged_from,
                free_a_month: service.free_a_month,
                source: service.source.clone(),
            },
            markets: card.markets().iter().map(RateMarket::from).collect(),
        }
    }
}

impl From<&Market> for RateMarket {
    fn from(market: &Market) -> Self {
        let rates = market.rates.iter();
        Self {
            name: market.name.clone(),
            countries: market.countries.clone(),
            is_default: market.is_default,
            rates: rates.map(|(of, money)| (*of, (*money).into())).collect(),
        }
    }
}
