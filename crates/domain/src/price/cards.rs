//! The rate cards that apply: those that come with the house, and an organization's own.

use super::{Currency, RateCard};
use crate::Time;
use std::sync::OnceLock;

/// Meta's cards, as far as they were found published.
const FILES: [&str; 2] = [
    include_str!("../../data/rates/meta-usd-2026-07-01.json"),
    include_str!("../../data/rates/meta-usd-2026-10-01.json"),
];

fn built_in() -> &'static [RateCard] {
    static CARDS: OnceLock<Vec<RateCard>> = OnceLock::new();
    CARDS.get_or_init(|| {
        let cards = FILES.iter().map(|file| file.parse());
        let cards: Result<_, _> = cards.collect();
        cards.expect("a test reads the embedded cards")
    })
}

/// Dated cards, of which one is in force at a time.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    own: Vec<RateCard>,
}

impl Cards {
    /// The built-in cards, and those of an organization in the order in which it loaded them.
    pub const fn new(own: Vec<RateCard>) -> Self {
        Self { own }
    }

    /// All of them, the organization's own last.
    pub fn iter(&self) -> impl Iterator<Item = &RateCard> {
        built_in().iter().chain(&self.own)
    }

    /// The card in force: the youngest that has begun; of the same day the own one, loaded last.
    pub fn at(&self, time: Time) -> Option<&RateCard> {
        // Of equals, `max_by_key` takes the last.
        self.iter()
            .filter(|card| card.valid_from() <= time)
            .max_by_key(|card| card.valid_from())
    }

    /// The currency to speak of, even before the first card began.
    pub fn currency_at(&self, time: Time) -> Currency {
        let first = || self.iter().min_by_key(|card| card.valid_from());
        self.at(time)
            .or_else(first)
            .map_or(Currency::USD, RateCard::currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price::PriceCategory;

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    fn own(name: &str, valid_from: &str) -> RateCard {
        let card = serde_json::json!({
            "name": name,
            "source": "our contract of 2026-09-01",
            "valid_from": valid_from,
            "currency": "MXN",
            "service": {
                "charged_from": "2026-10-01",
                "rate_of": "utility",
                "free_a_month": 1000,
                "source": "our contract of 2026-09-01"
            },
            "markets": [{ "name": "México", "countries": ["MX"], "rates": {} }]
        });
        RateCard::parse(&card.to_string()).unwrap()
    }

    fn name_at<'a>(cards: &'a Cards, text: &str) -> Option<&'a str> {
        cards.at(time(text)).map(RateCard::name)
    }

    #[test]
    fn every_embedded_card_holds_what_a_person_s_would() {
        for file in FILES {
            let card = RateCard::parse(file).unwrap();
            let day = card.valid_from().to_string()[..10].to_owned();
            assert!(card.source().starts_with("Meta: "), "{}", card.source());
            assert!(card.source().contains(&day), "{}", card.source());
            assert!(card.service().source.starts_with("Meta: "));
            assert_eq!(
                card.markets()
                    .iter()
                    .filter(|market| market.is_default)
                    .count(),
                1
            );
            for market in card.markets() {
                for category in [
                    PriceCategory::Marketing,
                    PriceCategory::Utility,
                    PriceCategory::Authentication,
                    PriceCategory::Service,
                ] {
                    let rate = card.rate(market, category).unwrap();
                    assert!(rate.micros > 0, "{}, {category}", market.name);
                }
                let (utility, service) = (
                    card.rate(market, PriceCategory::Utility),
                    card.rate(market, PriceCategory::Service),
                );
                assert_eq!(utility, service, "{}", market.name);
            }
        }
    }

    #[test]
    fn no_country_stands_in_two_markets_of_an_embedded_card() {
        for card in built_in() {
            let countries = card.markets().iter().flat_map(|market| &market.countries);
            let mut countries: Vec<_> = countries.map(ToString::to_string).collect();
            let all = countries.len();
            countries.sort();
            countries.dedup();
            assert_eq!(countries.len(), all, "{}", card.name());
        }
    }

    #[test]
    fn a_card_reads_as_it_was_written() {
        for card in built_in() {
            let written = serde_json::to_string(card).unwrap();
            assert_eq!(&RateCard::parse(&written).unwrap(), card);
        }
    }

    #[test]
    fn a_card_begins_at_midnight_utc() {
        let cards = Cards::default();
        assert_eq!(name_at(&cards, "2026-06-30T23:59:59.999Z"), None);
        assert_eq!(
            name_at(&cards, "2026-07-01T00:00:00Z"),
            Some("Meta USD 2026-07-01")
        );
        assert_eq!(
            name_at(&cards, "2026-09-30T23:59:59.999Z"),
            Some("Meta USD 2026-07-01")
        );
        assert_eq!(
            name_at(&cards, "2026-10-01T00:00:00Z"),
            Some("Meta USD 2026-10-01")
        );
    }

    #[test]
    fn an_own_card_goes_before_built_in_ones_that_are_not_younger() {
        let cards = Cards::new(vec![
            own("septiembre", "2026-09-01"),
            own("octubre", "2026-10-01"),
            own("octubre, corregida", "2026-10-01"),
        ]);
        let september = own("septiembre", "2026-09-01");
        assert_eq!(
            name_at(&cards, "2026-08-31T00:00:00Z"),
            Some("Meta USD 2026-07-01")
        );
        assert_eq!(name_at(&cards, "2026-09-15T00:00:00Z"), Some("septiembre"));
        assert_eq!(
            name_at(&cards, "2026-11-01T00:00:00Z"),
            Some("octubre, corregida")
        );
        let younger = Cards::new(vec![september]);
        assert_eq!(
            name_at(&younger, "2026-11-01T00:00:00Z"),
            Some("Meta USD 2026-10-01")
        );
    }

    #[test]
    fn before_the_first_card_there_is_a_currency_too() {
        let cards = Cards::default();
        assert_eq!(
            cards.currency_at(time("2020-01-01T00:00:00Z")),
            Currency::USD
        );
    }
}
