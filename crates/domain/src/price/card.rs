//! A rate card: what a message costs in each market, from a day on, and where that was read.

use super::{Currency, Money, PriceCategory};
use crate::{Country, Time};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The rates in force from a day on. Only reading one makes one, so it is always whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateCard {
    pub(super) name: String,
    /// The public document that says so, and its date.
    pub(super) source: String,
    #[serde(serialize_with = "day")]
    pub(super) valid_from: Time,
    pub(super) currency: Currency,
    pub(super) service: ServiceTerms,
    pub(super) markets: Vec<Market>,
}

/// How messages inside the window are charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceTerms {
    /// From here on service messages are charged, and utility templates inside the window too.
    #[serde(serialize_with = "day")]
    pub charged_from: Time,
    /// The category whose rate they pay where a market has none of its own.
    pub rate_of: PriceCategory,
    /// How many of a number are free in a calendar month.
    pub free_a_month: u32,
    pub source: String,
}

/// Countries that share their rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Market {
    pub name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// It holds every country that no other market lists.
    #[serde(rename = "default", skip_serializing_if = "std::ops::Not::not")]
    pub is_default: bool,
    /// A category that is missing is unknown, never free.
    #[serde(serialize_with = "amounts")]
    pub rates: BTreeMap<PriceCategory, Money>,
}

impl RateCard {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    pub const fn valid_from(&self) -> Time {
        self.valid_from
    }

    pub const fn currency(&self) -> Currency {
        self.currency
    }

    pub const fn service(&self) -> &ServiceTerms {
        &self.service
    }

    pub fn markets(&self) -> &[Market] {
        &self.markets
    }

    /// The market that a country belongs to.
    pub fn market(&self, country: Country) -> Option<&Market> {
        let listed = |market: &&Market| market.countries.contains(&country);
        let default = |market: &&Market| market.is_default;
        let markets = &self.markets;
        markets
            .iter()
            .find(listed)
            .or_else(|| markets.iter().find(default))
    }

    /// The rate of a category in one of its markets.
    pub fn rate(&self, market: &Market, category: PriceCategory) -> Option<Money> {
        let own = market.rates.get(&category);
        let rate = match category {
            PriceCategory::Service => own.or_else(|| market.rates.get(&self.service.rate_of)),
            PriceCategory::Marketing
            | PriceCategory::Utility
            | PriceCategory::Authentication
            | PriceCategory::AuthenticationInternational
            | PriceCategory::Other => own,
        };
        rate.copied()
    }
}

impl ServiceTerms {
    /// Whether messages inside the window are charged by then.
    pub fn is_charged(&self, at: Time) -> bool {
        at >= self.charged_from
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "`serialize_with` gives a reference"
)]
fn day<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.timestamp().strftime("%Y-%m-%d"))
}

fn amounts<S: Serializer>(
    rates: &BTreeMap<PriceCategory, Money>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(
        rates
            .iter()
            .map(|(category, rate)| (category, rate.to_string())),
    )
}
