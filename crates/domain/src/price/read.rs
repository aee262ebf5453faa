//! Reads a rate card from JSON, and refuses one that would price a message wrongly.

use super::{Currency, InvalidRateCard, Market, Money, PriceCategory, RateCard, ServiceTerms};
use crate::{Country, Time, UnknownCountry};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const MAX_NAME: usize = 80;
const MAX_SOURCE: usize = 300;
const MAX_MARKETS: usize = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    source: String,
    valid_from: String,
    currency: String,
    service: WrittenService,
    markets: Vec<WrittenMarket>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenService {
    charged_from: String,
    rate_of: String,
    free_a_month: u32,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMarket {
    name: String,
    #[serde(default)]
    countries: Vec<String>,
    #[serde(default)]
    default: bool,
    rates: BTreeMap<String, Value>,
}

type ReadCountry = fn(&str) -> Result<Country, UnknownCountry>;

impl RateCard {
    /// Reads what a person loads.
    pub fn parse(text: &str) -> Result<Self, InvalidRateCard> {
        read(text, Country::parse)
    }
}

/// Reads a card that was parsed before: its countries need not be asked again.
impl std::str::FromStr for RateCard {
    type Err = InvalidRateCard;
    fn from_str(text: &str) -> Result<Self, InvalidRateCard> {
        read(text, str::parse)
    }
}

fn read(text: &str, country: ReadCountry) -> Result<RateCard, InvalidRateCard> {
    let written: Written =
        serde_json::from_str(text).map_err(|error| InvalidRateCard::Json(error.to_string()))?;
    within("name", &written.name, MAX_NAME)?;
    within("source", &written.source, MAX_SOURCE)?;
    let currency: Currency = written.currency.parse()?;
    match written.markets.len() {
        0 => return Err(InvalidRateCard::NoMarkets),
        count if count > MAX_MARKETS => {
            let limit = MAX_MARKETS;
            return Err(InvalidRateCard::TooManyMarkets { count, limit });
        }
        _ => {}
    }
    let markets = written.markets.into_iter();
    let markets = markets
        .map(|written| market(written, currency, country))
        .collect::<Result<Vec<_>, _>>()?;
    refuse_doubles(&markets)?;
    Ok(RateCard {
        valid_from: day("valid_from", &written.valid_from)?,
        service: service(written.service)?,
        name: written.name,
        source: written.source,
        currency,
        markets,
    })
}

fn within(field: &str, text: &str, limit: usize) -> Result<(), InvalidRateCard> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > limit {
        return Err(InvalidRateCard::Length {
            field: field.to_owned(),
            length,
            limit,
        });
    }
    Ok(())
}

fn day(field: &'static str, text: &str) -> Result<Time, InvalidRateCard> {
    let date = text.parse::<Date>().ok();
    // The calendar also reads a day with a time, and would forget the time.
    date.filter(|date| date.to_string() == text)
        .and_then(|date| date.to_zoned(TimeZone::UTC).ok())
        .map(|start| start.timestamp().into())
        .ok_or_else(|| InvalidRateCard::Date {
            field,
            text: text.to_owned(),
        })
}

fn service(written: WrittenService) -> Result<ServiceTerms, InvalidRateCard> {
    within("service.source", &written.source, MAX_SOURCE)?;
    let rate_of = match written.rate_of.parse() {
        Ok(PriceCategory::Service) | Err(_) => {
            return Err(InvalidRateCard::ServiceRate(written.rate_of));
        }
        Ok(category) => category,
    };
    Ok(ServiceTerms {
        charged_from: day("service.charged_from", &written.charged_from)?,
        rate_of,
        free_a_month: written.free_a_month,
        source: written.source,
    })
}

fn market(
    written: WrittenMarket,
    currency: Currency,
    country: ReadCountry,
) -> Result<Market, InvalidRateCard> {
    let name = written.name;
    within("markets.name", &name, MAX_NAME)?;
    match (written.default, written.countries.is_empty()) {
        (true, false) => return Err(InvalidRateCard::DefaultWithCountries { market: name }),
        (false, true) => return Err(InvalidRateCard::NoCountries { market: name }),
        (true, true) | (false, false) => {}
    }
    let countries = written.countries.iter().map(|letters| {
        country(letters).map_err(|cause| InvalidRateCard::Country {
            market: name.clone(),
            cause,
        })
    });
    let rates = written.rates.iter();
    Ok(Market {
        countries: countries.collect::<Result<_, _>>()?,
        is_default: written.default,
        rates: rates
            .map(|(word, amount)| rate(&name, word, amount, currency))
            .collect::<Result<_, _>>()?,
        name,
    })
}

fn rate(
    market: &str,
    word: &str,
    amount: &Value,
    currency: Currency,
) -> Result<(PriceCategory, Money), InvalidRateCard> {
    let market = market.to_owned();
    let category: PriceCategory = match word.parse() {
        Ok(category) => category,
        Err(cause) => return Err(InvalidRateCard::Category { market, cause }),
    };
    let word = word.to_owned();
    let Some(amount) = amount.as_str() else {
        let category = word;
        return Err(InvalidRateCard::NotText { market, category });
    };
    match Money::parse(amount, currency) {
        Ok(rate) if rate.micros < 0 => Err(InvalidRateCard::Negative {
            market,
            category: word,
            amount: amount.to_owned(),
        }),
        Ok(rate) => Ok((category, rate)),
        Err(cause) => Err(InvalidRateCard::Amount {
            market,
            category: word,
            cause,
        }),
    }
}

/// A country in two markets would have two prices.
fn refuse_doubles(markets: &[Market]) -> Result<(), InvalidRateCard> {
    let mut names = BTreeSet::new();
    let mut places = BTreeMap::new();
    let mut default = None;
    for market in markets {
        let name = &market.name;
        if !names.insert(name) {
            let market = name.clone();
            return Err(InvalidRateCard::DoubledMarket { market });
        }
        if market.is_default
            && let Some(first) = default.replace(name)
        {
            return Err(InvalidRateCard::DoubledDefault {
                first: first.clone(),
                second: name.clone(),
            });
        }
        for country in market.countries.iter().map(ToString::to_string) {
            if let Some(first) = places.insert(country.clone(), name) {
                return Err(InvalidRateCard::DoubledCountry {
                    country,
                    first: first.clone(),
                    second: name.clone(),
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
