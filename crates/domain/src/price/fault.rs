//! What is wrong with a rate card, in words that say what to do.

use super::{InvalidAmount, InvalidCurrency};
use crate::phone::UnknownCountry;
use crate::words::UnknownWord;

#[derive(Debug, Clone, thiserror::Error)]
pub enum InvalidRateCard {
    #[error(
        "not a rate card ({0}); write JSON with name, source, valid_from, currency, service and \
         markets"
    )]
    Json(String),
    #[error("`{field}` has {length} characters; write 1 to {limit}")]
    Length {
        field: String,
        length: usize,
        limit: usize,
    },
    #[error("`{field}` is `{text}`; write a day, as 2026-10-01")]
    Date { field: &'static str, text: String },
    #[error("`currency`: {0}")]
    Currency(#[from] InvalidCurrency),
    #[error("`service.rate_of` is `{0}`; name a category of templates, as utility")]
    ServiceRate(String),
    #[error("the card has no markets; add at least one")]
    NoMarkets,
    #[error("the card has {count} markets; keep at most {limit}")]
    TooManyMarkets { count: usize, limit: usize },
    #[error("two markets are named `{market}`; join them or rename one")]
    DoubledMarket { market: String },
    #[error("`{market}` has no countries; list them, or make it the default")]
    NoCountries { market: String },
    #[error("`{market}` is the default and lists countries; choose one of the two")]
    DefaultWithCountries { market: String },
    #[error("`{first}` and `{second}` are both the default; keep one")]
    DoubledDefault { first: String, second: String },
    #[error("`{market}`: {cause}")]
    Country {
        market: String,
        cause: UnknownCountry,
    },
    #[error("`{country}` stands in `{first}` and in `{second}`; leave it in one market")]
    DoubledCountry {
        country: String,
        first: String,
        second: String,
    },
    #[error("`{market}`: {cause}")]
    Category { market: String, cause: UnknownWord },
    #[error(
        "`{market}`, {category}: the rate is no text; write it in quotes, as \"0.0305\", or leave \
         it out"
    )]
    NotText { market: String, category: String },
    #[error("`{market}`, {category}: {cause}")]
    Amount {
        market: String,
        category: String,
        cause: InvalidAmount,
    },
    #[error("`{market}`, {category}: {amount} is less than nothing; write 0 or more")]
    Negative {
        market: String,
        category: String,
        amount: String,
    },
}
